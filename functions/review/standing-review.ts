import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { SUSPENSION } from '../ledger/parts/suspension.part.ts';
import { endInstant } from '../shared/calendar.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { isTheSameReason } from './because-of.ts';
import type { Reviewed, ReviewRequest } from './decide-review.route.ts';
import type { Present } from './require-present.ts';

/**
 * The decision on this round that the same person made already, to the letter, as it was recorded: whoever lost the answer
 * asks again, and is not told that somebody was quicker. Undefined where there is none, or it was another.
 */
export async function standingReview(
  record: DemandRecord,
  request: Present<ReviewRequest>,
  subject: string,
  store: Pick<DemandStore, 'part'>,
): Promise<Reviewed | undefined> {
  const { id, round, status } = record;
  if (request.round !== round) return undefined;
  const isWaiting = status === 'awaiting-review';
  const review = await store.part(id, isWaiting ? APPROVAL_AHEAD(round) : REVIEW(round));
  if (review?.by !== subject || !(await isTheSame(review, request, record, store))) return undefined;
  const { decision, items, targets, accounts, perTarget, because, more } = review;
  const until = isWaiting ? (await store.part(id, SUSPENSION(round)))?.until : undefined;
  return {
    id,
    decision,
    items,
    targets,
    ...(accounts ? { accounts } : {}),
    ...(perTarget ? { narrowing: perTarget } : {}),
    ...(because ? { because } : {}),
    ...(more === undefined ? {} : { more }),
    ...(until === undefined ? {} : { takesEffect: endInstant(until) }),
  };
}

/** Whether a request asks for what stands; what it leaves out is all that there was. */
async function isTheSame(
  review: ReviewPart,
  {
    decision,
    items,
    targets,
    accounts,
    period,
    narrowing,
    more,
    resolves = [],
    ...why
  }: Present<ReviewRequest>,
  { id, round, demand }: DemandRecord,
  store: Pick<DemandStore, 'part'>,
): Promise<boolean> {
  if (review.decision !== decision || !isEqual(review.resolves, resolves)) return false;
  if (!isTheSameReason(review.because, why) || review.more !== more) return false;
  if (decision !== 'approve') return true;
  const all = (await store.part(id, DETERMINATION(round)))?.determination;
  if (narrowing)
    return isEqual(
      review.perTarget,
      narrowing.map((one) => ({
        ...one,
        items: one.items ?? all?.authorised,
        ...(one.accounts ? { accounts: [...new Set(one.accounts)].sort() } : {}),
      })),
    );
  return (
    review.perTarget === undefined &&
    isEqual(review.items, items ?? all?.authorised) &&
    isEqual(review.targets, [...new Set(targets ?? all?.targets)]) &&
    isEqual(review.accounts, accounts && [...new Set(accounts)].sort()) &&
    isEqual(review.period, period ?? demand.period)
  );
}

const isEqual = (one: unknown, other: unknown) => canonicalJson(one ?? null) === canonicalJson(other ?? null);
