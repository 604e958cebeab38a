import type { GroundLaw } from '../law/ground-law.ts';
import type { Case } from './case.ts';

/** What is left of the demand when a check runs: items and targets that no earlier rule has dropped. */
export type Remaining = { items: readonly string[]; targets: readonly number[] };

/** A check's answer. A failure may concern some items or targets only, and may end by itself at `until`. */
export type Verdict =
  | { is: 'met' }
  | { is: 'unknown' }
  | { is: 'failed'; items?: readonly string[]; targets?: readonly number[]; until?: string };

/** What a check builds on besides its rule: the law's words, and the single items that the rule guards. */
export type Law = GroundLaw & { guards: readonly string[] };

/** What a check asks of a demand, once it knows its rule and the law. */
export type Question = (given: Case, remaining: Remaining) => Verdict;

/** The one way to say that a rule is met; FAILED says that it fails as a whole. */
export const MET: Verdict = { is: 'met' };
export const FAILED: Verdict = { is: 'failed' };
export const UNKNOWN: Verdict = { is: 'unknown' };
export const metIf = (holds: boolean): Verdict => (holds ? MET : FAILED);
/** Met where no target fails. */
export const failing = (targets: readonly number[]): Verdict =>
  targets.length === 0 ? MET : { is: 'failed', targets };
