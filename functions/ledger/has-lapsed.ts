import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { DETERMINATION } from './parts/determination.part.ts';
import { clocksOf } from './running-clocks.ts';

/**
 * Whether a date of a paper or of the law came since the check of a round, such as the end of the time in which an order is
 * executed: what the law gave then, it may give no longer. Times that we gave ourselves are none, nor are days by which we are
 * to have answered, or dates that the check found no more.
 */
export async function hasLapsed(
  { id, round }: Pick<DemandRecord, 'id' | 'round'>,
  at: string,
  store: Pick<DemandStore, 'part' | 'parts'>,
): Promise<boolean> {
  const checked = await store.part(id, DETERMINATION(round));
  return checked !== undefined && dateCameSince(checked.decidedAt, { id, at }, store);
}

/** The same where it is known when that check was. */
export async function dateCameSince(
  checkedAt: string,
  { id, at }: { id: string; at: string },
  store: Pick<DemandStore, 'parts'>,
): Promise<boolean> {
  const clocks = await clocksOf(id, store);
  return clocks.some(
    ({ isOurs, isTask, until, stoppedAt }) =>
      !isOurs &&
      !isTask &&
      !(stoppedAt !== undefined && stoppedAt <= checkedAt) &&
      until > checkedAt &&
      until <= at,
  );
}
