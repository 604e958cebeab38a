import type { Because } from '../shared/because.schema.ts';
import type { DemandStore } from './demand.store.ts';
import type { LedgerEvent } from './event.schema.ts';
import { QUESTION } from './parts/question.part.ts';
import { RELEASE_DECISION } from './parts/release-decision.part.ts';
import { REVIEW } from './parts/review.part.ts';

/**
 * Why people decided, by the number of the event that tells of it. Events have the hash of the item that says so, and its key;
 * the words stand in the item alone.
 */
export async function reasonsOf(
  demandId: string,
  events: readonly LedgerEvent[],
  store: Pick<DemandStore, 'part'>,
): Promise<Map<number, Because>> {
  const reasons = await Promise.all(
    events.map(async ({ seq, parts = {} }): Promise<[number, Because][]> => {
      for (const key of Object.keys(parts)) {
        const because = await becauseIn(demandId, key, store);
        if (because) return [[seq, because]];
      }
      return [];
    }),
  );
  return new Map(reasons.flat());
}

async function becauseIn(
  demandId: string,
  key: string,
  store: Pick<DemandStore, 'part'>,
): Promise<Because | undefined> {
  if (key === RELEASE_DECISION().key) return (await store.part(demandId, RELEASE_DECISION()))?.because;
  if (key.startsWith(QUESTION.prefix))
    return (await store.part(demandId, QUESTION(key.slice(QUESTION.prefix.length))))?.because;
  if (!key.startsWith(REVIEW.prefix)) return undefined;
  return (await store.part(demandId, REVIEW(key.slice(REVIEW.prefix.length))))?.because;
}
