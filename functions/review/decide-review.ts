import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import type { Determination, Reason } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type Principal, requireRole } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import type { Reviewed, ReviewRequest } from './decide-review.route.ts';
import { isSubset, isWithin } from './narrowing.ts';
import { requireOutsider } from './require-outsider.ts';

export type DecideReviewDeps = LedgerDeps & AnswerDeps & { rulebook: Items };
/** What a review asks of the rulebook. */
type Items = { dictionary: Pick<Dictionary, 'known' | 'expand'> };

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
  if (record.status !== 'awaiting-review') throw problem('not_awaiting_review');
  if (request.round !== record.round) throw problem('other_round');
  requireOutsider(record, principal);
  const checked = await deps.store.part(record.id, DETERMINATION(record.round));
  if (!checked) throw new InconsistentState('a demand in review without a determination');
  const base = { round: record.round, by: principal.subject, at, resolves: request.resolves ?? [] };
  if (request.decision === 'refuse') return { ...base, decision: 'refuse', items: [], targets: [] };
  refuseUnsettled(checked.determination, request);
  const { items, targets } = narrow(checked.determination, request, deps.rulebook);
  const period = request.period ?? record.demand.period;
  if (period && request.period && !isWithin(period, record.demand.period)) throw problem('widens.period');
  return { ...base, decision: 'approve', items, targets, ...(period ? { period } : {}) };
}

function refuseUnsettled({ outcome, findings }: Determination, request: ReviewRequest): void {
  if (outcome === 'hold') throw problem('authenticity_unresolved');
  if (outcome === 'suspend') throw problem('decision_elsewhere');
  if (outcome === 'accept' || outcome === 'narrow') return;
  if (outcome !== 'refer') throw problem('nothing_to_approve');
  const questions = findings.flatMap(({ outcome: o, reason }) => (o === 'refer' && reason ? [reason] : []));
  if (questions.some((reason) => NEVER_HERE.includes(reason))) throw problem('cleared_counsel_only');
  if (!isSubset(questions, request.resolves ?? [])) throw problem('question_open');
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
    throw problem('widens');
  if (items.length === 0 || targets.length === 0) throw problem('nothing_to_approve.left');
  return { items, targets };
}
