import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { DETERMINATION } from './parts/determination.part.ts';
import { clocksOf } from './running-clocks.ts';

/**
 * Whether a date of a paper or of the law came since the check of a round, such as the end of the time in which an order is
 * executed: what the law gave then, it may give no longer. Times that we gave ourselves are none.
 */
export async function hasLapsed(
  { id, round }: Pick<DemandRecord, 'id' | 'round'>,
  at: string,
  store: Pick<DemandStore, 'part' | 'parts'>,
): Promise<boolean> {
  const [checked, clocks] = await Promise.all([store.part(id, DETERMINATION(round)), clocksOf(id, store)]);
  return clocks.some(
    ({ isOurs, until }) => !isOurs && checked !== undefined && until > checked.decidedAt && until <= at,
  );
}
