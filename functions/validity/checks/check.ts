import * as z from 'zod/mini';
import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import { Condition } from '../law/condition.schema.ts';
import { Effect } from '../law/effect.schema.ts';
import { Effective } from '../law/effective.ts';
import { citation, name, sentence, some } from '../law/text.schema.ts';
import type { Lexicon } from '../words/lexicon.ts';
import type { Phrase } from '../words/phrase.ts';
import type { Group } from './group.ts';
import type { Law, Question } from './verdict.ts';

/** What every rule says, whatever its check. */
export const common = {
  /** With the check, the rule's id: `signature:judge`. */
  name,
  cite: citation,
  /** What the rule asks for, as a requirement. No decision says it as a fact. */
  says: sentence,
  /** What is so where it is met, where it is not, and where the papers leave it open; the build asks for what can arise. */
  holds: z.optional(sentence),
  fails: sentence,
  unknown: z.optional(sentence),
  /** Items that the rule guards: it applies where one of them is asked, and a drop drops them. */
  items: z.optional(some(z.string())),
  when: z.optional(Condition),
  unless: z.optional(Condition),
  effective: z.optional(Effective),
  /** False: read in no source that could be opened; a failure asks a person instead. */
  confirmed: z.optional(z.boolean()),
  /** What follows where the paper does not state the fact; `refer` unless said. */
  unstated: z.optional(z.enum(['pass', 'fail', 'refer'])),
  otherwise: Effect,
};

type Shape = z.core.$ZodLooseShape;
/** A rule of this check, as far as its check looks at it. */
type RuleOf<S extends Shape> = z.output<z.ZodMiniObject<S>> & { items?: readonly string[] | undefined };

/** What a parameter is called, and its value in words. */
export type ParameterWords<T> = { label: string; say(value: T, law: Lexicon): Phrase };

/** What a decision was made from; of some decisions, circumstances are not told. */
export type Known = { demand: Demand; circumstances?: Circumstances | undefined };

/** All there is to know of a check. */
export type CheckDefinition<S extends Shape> = {
  /** Under which heading readers find its rules. */
  group: Group;
  /** What a rule of this check says besides what every rule says. */
  parameters: S;
  words: { readonly [P in keyof S]-?: ParameterWords<NonNullable<z.output<S[P]>>> };
  /** Its question, made once for each rule; pure. */
  asks(rule: RuleOf<S>, law: Law): Question;
  /** Whether a rule that was met had anything to look at; it always has where nothing is said. */
  hadWork?(rule: RuleOf<S>, known: Known): boolean;
  /** Whether a paper may lack the fact that it needs, so that readers are told what follows then. */
  mayLackFacts?: boolean;
  /** Whether it says itself which targets it drops, so that a drop need not name items. */
  dropsTargets?: boolean;
};

export function check<K extends string, S extends Shape>(name: K, definition: CheckDefinition<S>) {
  const rule = z.strictObject({ check: z.literal(name), ...common, ...definition.parameters });
  return { name, rule, ...definition };
}
