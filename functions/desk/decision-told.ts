import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';

/**
 * The decision on a demand as its agents are told of it. Of rounds that began because the demand had failed they are told
 * what people decided then, whatever machines made of it since: that it was only read again, they are not told.
 */
export async function decisionTold(
  { id, round }: Pick<DemandRecord, 'id' | 'round'>,
  store: Pick<DemandStore, 'part'>,
): Promise<ReviewPart | undefined> {
  for (let seen = round; ; seen -= 1) {
    const [review, begun] = await Promise.all([
      store.part(id, REVIEW(seen)),
      store.part(id, CLARIFICATION(seen)),
    ]);
    if (!begun?.reopened) return review;
    const given = await store.part(id, APPROVAL_AHEAD(seen - 1));
    if (review && (review.at !== given?.at || review.by !== given?.by)) return review;
    if (begun.reopened === 'narrow') return given;
  }
}
