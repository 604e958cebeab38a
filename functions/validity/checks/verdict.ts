import type { Case } from '../case.ts';
import type { CheckName, Rule } from '../rule.schema.ts';

/** What is left of the demand when a check runs: items and targets that no earlier rule has dropped. */
export type Remaining = { items: readonly string[]; targets: readonly number[] };

/** A check's answer. A failure may concern some targets only, and may end by itself at `until`. */
export type Verdict =
  | { is: 'met' }
  | { is: 'unknown' }
  | { is: 'failed'; items?: readonly string[]; targets?: readonly number[]; until?: string };

/** What a check asks of every demand, once it knows its rule and the single items that the rule guards. */
export type Check<K extends CheckName> = (
  rule: Extract<Rule, { check: K }>,
  guards: readonly string[],
) => Question;

export type Question = (given: Case, remaining: Remaining) => Verdict;

export type Checks<K extends CheckName> = { readonly [N in K]: Check<N> };

export const MET: Verdict = { is: 'met' };
export const FAILED: Verdict = { is: 'failed' };
export const UNKNOWN: Verdict = { is: 'unknown' };
export const metIf = (holds: boolean): Verdict => (holds ? MET : FAILED);
/** Met where no target fails. */
export const failing = (targets: readonly number[]): Verdict =>
  targets.length === 0 ? MET : { is: 'failed', targets };
