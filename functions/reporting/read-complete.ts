import { compartmentOf } from '../ledger/demand-id.ts';
import { logInfo } from '../shared/logger.ts';
import { problem } from '../shared/problem.ts';
import type { ContributionStore } from './contribution.store.ts';
import type { Heads } from './heads.ts';
import { halfYearsIn, type Period } from './period.ts';
import { addToTally, emptyTally, type Tally } from './tally.ts';

export type CompleteDeps = {
  contributions: ContributionStore;
  heads: Heads;
  /** Milliseconds; a stream is behind the ledgers by a second or two. */
  pause: (milliseconds: number) => Promise<void>;
};

/** What was written a moment ago is waited for, for ten seconds in all. */
const LOOKS = 6;
const PAUSE_MS = 2000;

/** Demands that a line of the log names. */
const NAMED = 10;

/**
 * The sums of a period in which every ledger of it is counted to its end, as it was when this began. Of an open period nothing
 * secret is told, and no secret ledger is waited for: whoever asked again and again, and knows of no demand that moved, would
 * see by the time of the answer when one of those did.
 * @throws Problem 409 where some are not: an event was set aside, or the stream is behind
 */
export async function readComplete(
  period: Period,
  { at, contributions, heads, pause }: CompleteDeps & { at: Date },
): Promise<Tally> {
  const isOpen = at < period.to;
  const wanted = new Map<string, number>();
  for await (const page of heads.of(period))
    for (const { demandId, seq } of page)
      if (!isOpen || compartmentOf(demandId) === 'open') wanted.set(demandId, seq);
  for (let look = 1; ; look += 1) {
    const tally = emptyTally();
    for (const half of halfYearsIn(period))
      for await (const page of contributions.pages(half))
        for (const contribution of page) {
          addToTally(tally, contribution, period);
          const { demandId, seq } = contribution;
          if (seq >= (wanted.get(demandId) ?? Number.POSITIVE_INFINITY)) wanted.delete(demandId);
        }
    if (wanted.size === 0) return tally;
    if (look === LOOKS) throw incomplete(period, [...wanted.keys()]);
    await pause(PAUSE_MS);
  }
}

/**
 * One answer, whichever are missing: where others had a text of their own, it would say that there are some that only cleared
 * people may know of. The log names those that are no secret, to whoever counts them again.
 */
function incomplete({ label }: Period, missing: readonly string[]) {
  const open = missing.filter((demandId) => compartmentOf(demandId) === 'open').sort();
  logInfo('REPORT_INCOMPLETE', { period: label, such: open.slice(0, NAMED).join(' ') });
  return problem('report_incomplete');
}
