import type { LedgerDeps } from '../ledger/change-demand.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import type { QuestionPart } from '../ledger/parts/question.part.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { endInstant } from '../shared/calendar.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';

/**
 * The write by which the day is watched until which the first of a demand's open questions is to be answered; none where it is
 * watched already. It is a date of ours, and makes no demand due. With none open nothing is watched.
 */
export async function questionClock(
  id: string,
  questions: readonly Pick<QuestionPart, 'until' | 'answeredAt'>[],
  at: string,
  { store, clocks }: Pick<LedgerDeps, 'store'> & { clocks: Pick<DeskClocks, 'start'> },
): Promise<PartWrite[]> {
  const [first] = questions
    .flatMap(({ until, answeredAt }) => (answeredAt ? [] : [endInstant(until)]))
    .sort();
  if (first === undefined) return stoppedClock(id, 'question', at, store);
  const before = await store.part(id, CLOCK('question'));
  if (before && before.state !== 'stopped' && before.until === first) return [];
  const clock = clocks.start('question', { from: at, until: first });
  return [replaced(CLOCK('question'), { ...clock, isOurs: true }, before)];
}
