import { logError } from './logger.ts';
import type { Principal } from './principal.ts';
import { tooMany } from './problem.ts';
import type { Limits } from './route.ts';

/** A bucket of calls: it holds `burst`, and one more comes back every `everyMs`. */
export type Bucket = { burst: number; everyMs: number };

export type LimitStore = {
  /**
   * Takes one call out of a bucket, at once and for all instances of a function.
   * @param what names the route and the share, `who` whose bucket it is
   * @returns 0, or the milliseconds until there is one to take
   */
  take(bucket: Bucket & { what: string; who: string }): Promise<number>;
};

/** A bucket of a stated limit. The time between calls is rounded up: it never gives more than was stated. */
export const bucketOf = ({ burst, perHour }: { burst: number; perHour: number }): Bucket => ({
  burst,
  everyMs: Math.ceil(3_600_000 / perHour),
});

/**
 * Counts a call against the shares of whoever makes it.
 * A store that is away lets calls pass: a limit is for load, not for rights, and no emergency may wait for a counter.
 * @throws Problem 429 that says when to come again
 */
export async function keepWithin(
  limits: Limits,
  call: { route: string; principal: Principal; isEmergency: boolean },
  store: LimitStore,
): Promise<void> {
  const isApart = call.isEmergency && limits.emergencies !== undefined;
  const stated = (isApart ? limits.emergencies : limits.calls) ?? [];
  for (const { by, ...limit } of stated) {
    const who = by === 'person' ? call.principal.person : call.principal.authorityId;
    if (who === undefined) continue;
    const what = `${call.route}#${isApart ? 'emergencies' : 'calls'}`;
    const taken = store.take({ ...bucketOf(limit), what, who: `${by} ${who}` });
    const waitMs = await taken.catch((error: unknown) => {
      logError('LIMIT_NOT_COUNTED', error);
      return 0;
    });
    if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1000));
  }
}
