import { type Endangered, isEmergency } from '../ledger/danger-of.ts';
import { bucketOf, type LimitStore } from '../shared/limit.ts';
import { logError } from '../shared/logger.ts';

/** How many demands without danger may be started at once, and in an hour. */
export type OrdinaryStarts = { burst: number; perHour: number };

export type LaneDeps = { limits: LimitStore; ordinaryStarts: OrdinaryStarts };

/**
 * Whether a demand may be started now. Ordinary ones share one bucket, whoever files them, so that a flood of them leaves
 * room; a danger to people takes nothing out of it and never waits for it. A counter that is away lets all pass.
 */
export async function mayStart(record: Endangered, { limits, ordinaryStarts }: LaneDeps): Promise<boolean> {
  if (isEmergency(record)) return true;
  try {
    return (await limits.take({ ...bucketOf(ordinaryStarts), what: 'start', who: 'ordinary' })) === 0;
  } catch (error) {
    logError('LIMIT_NOT_COUNTED', error);
    return true;
  }
}
