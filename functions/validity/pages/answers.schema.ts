import * as z from 'zod/mini';
import { name, sentence, some, text } from '../law/text.schema.ts';

/** What people decide that who filed a demand is told the reason of. */
export const TOLD_DECISIONS = ['narrow', 'refuse', 'redirect', 'ask', 'object', 'withhold'] as const;

/**
 * What the desk gives a reason for among itself: a choice of accounts, counsel's help, more than what comes
 * first, the same again after a failure, a debt that is let go, what a look back at an emergency found, that an order about
 * silence is heeded or not, what came of an objection, the end of a preservation, that a silence without an end stays.
 */
export const DESK_DECISIONS = [
  ...(['choose', 'counsel', 'more', 'retry', 'waive', 'finding'] as const),
  ...(['heed', 'disregard', 'outcome', 'end-keeping', 'keep-silent'] as const),
] as const;

export const DECISIONS = [...TOLD_DECISIONS, ...DESK_DECISIONS] as const;
export type ToldDecision = (typeof TOLD_DECISIONS)[number];
export type DeskDecision = (typeof DECISIONS)[number];

/** What an answer may say of the case, in braces. */
export const ANSWER_WORDS = ['reference', 'instrument', 'citation', 'authority', 'received'] as const;

/** What answers to some decisions may say beside it. */
export const WORDS_OF: Partial<Record<ToldDecision, readonly string[]>> = {
  narrow: ['items'],
  ask: ['due', 'fields'],
};

const codes = z.record(name, sentence);
const texts = z.record(name, text);

/** What who filed a demand is told in one language, by decision and reason. */
export const AnswerTexts = z.strictObject({
  language: text,
  /** Whose authorities are answered in it. */
  countries: z.array(z.string().check(z.regex(/^[A-Z]{2}$/))),
  told: z.strictObject({
    narrow: texts,
    refuse: texts,
    redirect: texts,
    ask: texts,
    object: texts,
    withhold: texts,
  }),
});

/** answers.yaml: the reasons that people give for what they decide, and what who filed the demand is told. */
export const Answers = z.strictObject({
  /** The language of all whose country has none here. */
  otherwise: name,
  /** By decision: each reason, and what it means to who gives it. */
  reasons: z.strictObject({
    narrow: codes,
    refuse: codes,
    redirect: codes,
    ask: codes,
    object: codes,
    withhold: codes,
    choose: codes,
    counsel: codes,
    more: codes,
    retry: codes,
    waive: codes,
    finding: codes,
    heed: codes,
    disregard: codes,
    outcome: codes,
    'end-keeping': codes,
    'keep-silent': codes,
  }),
  locales: z.record(z.string().check(z.regex(/^[a-z]{2}(-[A-Z]{2})?$/)), AnswerTexts),
  examples: some(
    z.strictObject({
      title: text,
      instrument: z.string(),
      country: z.string(),
      decision: z.enum(TOLD_DECISIONS),
      reason: name,
      items: z.optional(z.array(z.string())),
      due: z.optional(z.string()),
      fields: z.optional(z.array(z.string())),
      locale: z.string(),
      says: some(text),
    }),
  ),
});

export type Answers = z.infer<typeof Answers>;
export type AnswerTexts = z.infer<typeof AnswerTexts>;
