import type { AttemptStore } from '../shared/attempt.store.ts';
import type { Circle } from '../shared/attempts.table.ts';
import type { Clock } from '../shared/clock.ts';
import type { AttemptsPage } from './list-attempts.route.ts';

export type AttemptsQuery = {
  day?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

const DEFAULT_LIMIT = 50;

/** A page of one day's attempts. What was tried at what only cleared people may know of is in a circle of its own. */
export async function listAttempts(
  query: AttemptsQuery,
  { store, clock, circle }: { store: AttemptStore; clock: Clock; circle: Circle },
): Promise<AttemptsPage> {
  const { day = clock().toISOString().slice(0, 10), limit = DEFAULT_LIMIT, after } = query;
  const { attempts, next } = await store.list({ circle, day, limit, after });
  return { day, attempts, ...(next ? { next } : {}) };
}
