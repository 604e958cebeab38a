import * as z from 'zod/mini';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';

/** When a paragraph stands in a letter. */
export const LETTER_CONDITIONS = [
  /** A duty of secrecy bound us. */
  'delayed',
  /** We heeded, longer than any duty, what was never shown to bind us. */
  'unproven',
  'told-at-once',
  'period',
  'given',
  'nothing-given',
] as const;

/** What a paragraph may say of the case, in braces. */
export const LETTER_WORDS = [
  'authority',
  'country',
  'instrument',
  'citation',
  'received',
  'from',
  'to',
  'until',
  'account',
] as const;

/** The customer's letter in one language, in plain words. */
export const LetterTexts = z.strictObject({
  language: text,
  subject: text,
  paragraphs: some(z.strictObject({ when: z.optional(z.enum(LETTER_CONDITIONS)), says: text })),
  /** The heading of what was given, and what each family of data is to a customer. */
  data: z.record(name, text),
  /** How to challenge it: of an instrument, else of its jurisdiction, else of all. */
  challenge: z.record(z.string(), text),
});

/** letters.yaml: how customers are told, how often a letter is sent again that nobody confirmed, and worked examples. */
export const Letters = z.strictObject({
  /** The language of whoever has none of these. */
  otherwise: name,
  locales: z.record(z.string().check(z.regex(/^[a-z]{2}(-[A-Z]{2})?$/)), LetterTexts),
  /** After each of these a letter that nobody confirmed is sent again; after the last, again and again, and people are called. */
  again: some(z.strictObject({ clock: name, cite: citation, says: sentence })),
  examples: some(
    z.strictObject({
      title: text,
      locale: z.string(),
      instrument: z.string(),
      given: z.array(z.string()),
      until: z.optional(z.string()),
      unproven: z.optional(z.literal(true)),
      says: some(text),
      saysNot: z.optional(z.array(text)),
    }),
  ),
});

export type Letters = z.infer<typeof Letters>;
export type LetterTexts = z.infer<typeof LetterTexts>;
