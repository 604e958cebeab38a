import { matterOf } from '../ledger/matter.ts';
import { problem } from '../shared/problem.ts';
import type { ResumeRequest } from './resume.route.ts';

/** A decision as a use case takes it. Every caller of a route must say what it decides on; who does not is taken at the present. */
export type Present<T extends { on: number }> = Omit<T, 'on'> & { on?: number };

/** The same of what is decided in several ways. */
export type PresentOf<R> = R extends { on: number } ? Present<R> : never;

/** The same where some ways are no decisions. */
export type LooselyOn<R> = R extends { on: number } ? Present<R> : R;

/** The same of each way to take up what failed. */
export type PresentResume = PresentOf<ResumeRequest>;

/**
 * A decision is on what its maker had read, and on nothing that came since.
 * @throws Problem 409
 */
export function requirePresent(
  record: { version: number; matter?: number | undefined },
  { on }: { on?: number | undefined },
): void {
  const now = matterOf(record);
  if (on !== undefined && on !== now) throw problem('stale_decision', { now });
}
