import * as z from 'zod/mini';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { Period } from '../shared/demand.schema.ts';
import { type Determination, REASONS, type Reason } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type Principal, requireRole } from '../shared/principal.ts';
import { notFound, Problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { isSubset, isWithin } from './narrowing.ts';
import { requireOutsider } from './require-outsider.ts';

export const ReviewRequest = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  /** The round whose determination the reviewer has read; another round is another decision. */
  round: z.int().check(z.minimum(1)),
  /** What may be retrieved. Absent: all that the determination authorises. */
  items: z.optional(z.array(z.string().check(z.maxLength(60))).check(z.minLength(1), z.maxLength(60))),
  targets: z.optional(z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(200))),
  period: z.optional(Period),
  /** The questions of a referred demand that the reviewer answers for. */
  resolves: z.optional(z.array(z.enum(REASONS)).check(z.maxLength(REASONS.length))),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

export type DecideReviewDeps = LedgerDeps & AnswerDeps & { rulebook: Items };
/** What a review asks of the rulebook. */
type Items = { dictionary: Pick<Dictionary, 'known' | 'expand'> };
export type Reviewed = { id: string; decision: ReviewPart['decision']; items: string[]; targets: number[] };

/** Questions that no reviewer of this desk may answer: they belong to people with a clearance. */
const NEVER_HERE: readonly Reason[] = ['cleared-counsel-only'];

/** A reviewer's decision on the present round. It can narrow what the determination authorises, never widen it. */
export async function decideReview(
  demandId: string,
  request: ReviewRequest,
  principal: Principal,
  deps: DecideReviewDeps,
): Promise<Reviewed> {
  requireRole(principal, 'reviewer');
  if (!(await deps.store.read(demandId))) throw notFound();
  const { reviewed, part } = await changeDemand(deps, demandId, async (record, at) => {
    const review = await decide(record, request, principal, at, deps);
    const change: Change<{ reviewed: Reviewed; part: string }> = {
      set: {
        facts: { ...record.facts, narrowed: record.facts.narrowed || isNarrowed(request) },
      },
      action: 'review.decided',
      actor: { kind: 'reviewer', subject: principal.subject },
      detail: {
        round: record.round,
        decision: review.decision,
        items: review.items,
        targets: review.targets.length,
        resolves: review.resolves,
      },
      parts: [created(REVIEW(record.round), { ...review, ...dueAnswer('review', at) })],
      result: {
        reviewed: { id: demandId, decision: review.decision, items: review.items, targets: review.targets },
        part: REVIEW(record.round).key,
      },
    };
    return change;
  });
  await tryAnswerWait('review', demandId, part, deps);
  return reviewed;
}

const isNarrowed = ({ decision, items, targets, period }: ReviewRequest) =>
  decision === 'approve' && (items ?? targets ?? period) !== undefined;

async function decide(
  record: DemandRecord,
  request: ReviewRequest,
  principal: Principal,
  at: string,
  deps: DecideReviewDeps,
): Promise<ReviewPart> {
  if (record.status !== 'awaiting-review')
    throw new Problem(
      409,
      'not_awaiting_review',
      'This demand is not waiting for a review. Read its status.',
    );
  if (request.round !== record.round)
    throw new Problem(
      409,
      'other_round',
      'The demand was checked again since. Read its present determination.',
    );
  requireOutsider(record, principal);
  const checked = await deps.store.part(record.id, DETERMINATION(record.round));
  if (!checked) throw new InconsistentState('a demand in review without a determination');
  const base = { round: record.round, by: principal.subject, at, resolves: request.resolves ?? [] };
  if (request.decision === 'refuse') return { ...base, decision: 'refuse', items: [], targets: [] };
  refuseUnsettled(checked.determination, request);
  const { items, targets } = narrow(checked.determination, request, deps.rulebook);
  const period = request.period ?? record.demand.period;
  if (period && request.period && !isWithin(period, record.demand.period))
    throw new Problem(422, 'widens', 'A review can only narrow: choose a period within the demand’s own.');
  return { ...base, decision: 'approve', items, targets, ...(period ? { period } : {}) };
}

function refuseUnsettled({ outcome, findings }: Determination, request: ReviewRequest): void {
  if (outcome === 'hold')
    throw new Problem(
      409,
      'authenticity_unresolved',
      'Record the call-back by POST clarify before approving.',
    );
  if (outcome === 'suspend')
    throw new Problem(
      409,
      'decision_elsewhere',
      'Someone else must decide first; record it by POST clarify.',
    );
  if (outcome === 'accept' || outcome === 'narrow') return;
  if (outcome !== 'refer')
    throw new Problem(409, 'nothing_to_approve', 'Nothing of this demand may be retrieved.');
  const questions = findings.flatMap(({ outcome: o, reason }) => (o === 'refer' && reason ? [reason] : []));
  if (questions.some((reason) => NEVER_HERE.includes(reason)))
    throw new Problem(
      409,
      'cleared_counsel_only',
      'Only cleared counsel may decide this, outside this desk.',
    );
  if (!isSubset(questions, request.resolves ?? []))
    throw new Problem(
      422,
      'question_open',
      'Name in `resolves` every question that the determination referred.',
    );
}

function narrow(determination: Determination, request: ReviewRequest, rulebook: Items) {
  const { dictionary } = rulebook;
  const items = request.items ?? determination.authorised;
  const targets = [...new Set(request.targets ?? determination.targets)];
  if (
    !items.every((item) => dictionary.known(item)) ||
    !isSubset(dictionary.expand(items), dictionary.expand(determination.authorised)) ||
    !isSubset(targets, determination.targets)
  )
    throw new Problem(
      422,
      'widens',
      'A review can only narrow: choose among what the determination authorises.',
    );
  if (items.length === 0 || targets.length === 0)
    throw new Problem(
      409,
      'nothing_to_approve',
      'Nothing of this demand may be retrieved: refuse it instead.',
    );
  return { items, targets };
}
