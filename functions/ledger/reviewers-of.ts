import type { DemandStore } from './demand.store.ts';
import { RESUMPTION } from './parts/resumption.part.ts';
import { REVIEW } from './parts/review.part.ts';

/** Subjects of all who reviewed a demand in any of its rounds, or took it up when it had failed: none of them releases it. */
export async function reviewersOf(demandId: string, store: Pick<DemandStore, 'parts'>): Promise<string[]> {
  const [reviews, resumptions] = await Promise.all([
    store.parts(demandId, REVIEW('')),
    store.parts(demandId, RESUMPTION('')),
  ]);
  return [...reviews, ...resumptions].map(({ by }) => by);
}
