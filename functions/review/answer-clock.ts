import type { LedgerDeps } from '../ledger/change-demand.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import type { ObjectionPart } from '../ledger/parts/objection.part.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { endInstant } from '../shared/calendar.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';

/**
 * The write by which the day is watched on which the first of a demand's open objections is to be answered; none where it is
 * watched already. With none open that has a day, nothing is watched.
 */
export async function answerClock(
  id: string,
  objections: readonly Pick<ObjectionPart, 'state' | 'answerBy'>[],
  at: string,
  { store, clocks }: Pick<LedgerDeps, 'store'> & { clocks: Pick<DeskClocks, 'start'> },
): Promise<PartWrite[]> {
  const [first] = objections
    .flatMap(({ state, answerBy }) => (state === 'open' && answerBy ? [endInstant(answerBy)] : []))
    .sort();
  if (first === undefined) return stoppedClock(id, 'objection', at, store);
  const before = await store.part(id, CLOCK('objection'));
  if (before && before.state !== 'stopped' && before.until === first) return [];
  return [replaced(CLOCK('objection'), clocks.start('objection', { from: at, until: first }), before)];
}
