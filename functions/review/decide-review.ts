import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { unclaimed } from '../ledger/claim.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { dateCameSince } from '../ledger/has-lapsed.ts';
import { looksOf } from '../ledger/looks-of.ts';
import { matterOf } from '../ledger/matter.ts';
import { heldBy } from '../ledger/objections.ts';
import { created, replaced } from '../ledger/part.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { type Grant, MAX_GRANTS } from '../ledger/parts/scope.part.ts';
import { dueAtEnd, SUSPENSION } from '../ledger/parts/suspension.part.ts';
import type { TargetReview } from '../ledger/parts/target-review.schema.ts';
import { fits } from '../ledger/pieces.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { compileGrants } from '../retrieval/scope.ts';
import { endInstant } from '../shared/calendar.ts';
import type { Determination, Reason } from '../shared/determination.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { AnswerLaw } from '../validity/decide/compose-answer.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import type { GeneralLaw } from '../validity/pages/general-law.schema.ts';
import { MAX_ACCOUNTS } from '../validity/resolve-targets.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { becauseOf, kindOfApproval } from './because-of.ts';
import type { Reviewed, ReviewRequest } from './decide-review.route.ts';
import { narrowed } from './narrow.ts';
import { isSubset } from './narrowing.ts';
import { openQuestions } from './open-questions.ts';
import { type LeastLaw, requireLeast } from './require-least.ts';
import { requirePapersRead } from './require-papers-read.ts';
import { type Present, requirePresent } from './require-present.ts';
import { requireUnclaimed } from './require-unclaimed.ts';
import { standingReview } from './standing-review.ts';

type Reviewer = Principal<'reviewer' | 'cleared-reviewer'>;
export type DecideReviewDeps = LedgerDeps & AnswerDeps & { rulebook: Items };
/** What a review asks of the rulebook. */
type Items = {
  dictionary: Pick<Dictionary, 'known' | 'expand'>;
  general: Pick<GeneralLaw, 'desk'>;
} & AnswerLaw &
  LeastLaw &
  SeparationLaw;

/** Questions that no reviewer of this desk may answer: they belong to people with a clearance. */
const NEVER_HERE: readonly Reason[] = ['cleared-counsel-only'];

/**
 * A reviewer's decision on the present round. It can narrow what the determination authorises, never widen it. Who decides
 * the same again, since the answer was lost, is given it once more.
 */
export async function decideReview(
  demandId: string,
  request: Asked,
  principal: Reviewer,
  deps: DecideReviewDeps,
): Promise<Reviewed> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  const { reviewed, part } = await changeDemand<Outcome>(deps, seen, async (record, at) => {
    const again = await standingReview(record, request, principal.subject, deps.store);
    // Nothing is passed on twice: what a crash left behind is the sweep's.
    if (again) return { unchanged: { reviewed: again } };
    const { review, until } = await decide(record, request, principal, at, deps);
    const facts = { ...record.facts, ...(request.newPlatform ? { newPlatform: true as const } : {}) };
    const acted = {
      set: { ...withSession(record, principal), ...unclaimed(record), facts },
      actor: actorOf(principal),
    };
    if (until !== undefined) return { ...(await approvedAhead(record, review, until, deps)), ...acted };
    const change: Change<Outcome> = {
      ...acted,
      set: {
        ...acted.set,
        facts: { ...facts, narrowed: facts.narrowed || isNarrowed(request) },
      },
      action: 'review.decided',
      detail: {
        round: record.round,
        on: matterOf(record),
        decision: review.decision,
        items: review.items,
        targets: review.targets.length,
        ...(review.perTarget ? { apart: review.perTarget.map(toldOf) } : {}),
        resolves: review.resolves,
        ...(review.read ? { read: review.read } : {}),
        ...(review.because ? { reason: review.because.reason } : {}),
        ...(review.more === undefined ? {} : { more: review.more }),
      },
      parts: [created(REVIEW(record.round), { ...review, ...dueAnswer('review', at) })],
      result: {
        reviewed: {
          id: demandId,
          decision: review.decision,
          items: review.items,
          targets: review.targets,
          ...(review.accounts ? { accounts: review.accounts } : {}),
          ...(review.perTarget ? { narrowing: review.perTarget } : {}),
          ...(review.because ? { because: review.because } : {}),
          ...(review.more === undefined ? {} : { more: review.more }),
        },
        part: REVIEW(record.round).key,
      },
    };
    return change;
  });
  if (part) await tryAnswerWait('review', demandId, part, deps);
  return reviewed;
}

type Asked = Present<ReviewRequest>;

/** What was recorded, and the item that an open wait is answered for. */
type Outcome = { reviewed: Reviewed; part?: string };

/** An approval while somebody else may still decide: kept, and taken when that time is over. */
async function approvedAhead(
  record: DemandRecord,
  review: ReviewPart,
  until: string,
  { store }: DecideReviewDeps,
): Promise<Omit<Change<Outcome>, 'set' | 'actor'>> {
  const { round, decision, items, targets, accounts, perTarget, resolves, read, because, more } = review;
  const part = APPROVAL_AHEAD(round);
  const takesEffect = endInstant(until);
  const [before, suspension] = await Promise.all([
    store.part(record.id, part),
    store.part(record.id, SUSPENSION(round)),
  ]);
  // Demands that an earlier deployment checked wait without one.
  const waits = suspension ? [] : [created(SUSPENSION(round), { round, until, ...dueAtEnd(until) })];
  return {
    action: 'review.approved-ahead',
    detail: {
      round,
      on: matterOf(record),
      items,
      targets: targets.length,
      ...(accounts ? { accounts: accounts.length } : {}),
      ...(perTarget ? { apart: perTarget.map(toldOf) } : {}),
      resolves,
      ...(read ? { read } : {}),
      ...(because ? { reason: because.reason } : {}),
      ...(more === undefined ? {} : { more }),
      takesEffect,
    },
    parts: [replaced(part, review, before), ...waits],
    result: {
      reviewed: {
        id: record.id,
        decision,
        items,
        targets,
        ...(accounts ? { accounts } : {}),
        ...(perTarget ? { narrowing: perTarget } : {}),
        ...(because ? { because } : {}),
        ...(more === undefined ? {} : { more }),
        takesEffect,
      },
    },
  };
}

const isNarrowed = ({ decision, items, targets, accounts, period, narrowing }: Asked) =>
  decision === 'approve' && (items ?? targets ?? accounts ?? period ?? narrowing) !== undefined;

/** Which accounts, an event does not tell. */
const toldOf = ({ accounts, ...one }: TargetReview) => ({
  ...one,
  ...(accounts ? { accounts: accounts.length } : {}),
});

async function decide(
  record: DemandRecord,
  request: Asked,
  principal: Reviewer,
  at: string,
  deps: DecideReviewDeps,
): Promise<{ review: ReviewPart; until?: string }> {
  if (record.status !== 'awaiting-review') throw problem('not_awaiting_review');
  if (request.round !== record.round) throw problem('other_round');
  requirePresent(record, request);
  // It only has to be closed.
  if (record.withdrawnAt) throw problem('not_awaiting_review');
  requireOutsider(record, principal);
  await requireApart('review', record, principal, deps);
  requireUnclaimed(record, principal, at);
  const checked = await deps.store.part(record.id, DETERMINATION(record.round));
  if (!checked) throw new InconsistentState('a demand in review without a determination');
  const looks = await looksOf(record.id, principal.subject, deps.store);
  const { readElsewhere } = request;
  const reading = { readElsewhere, approves: request.decision === 'approve' };
  const read = requirePapersRead(record, looks, reading, deps.rulebook.general.desk);
  const base = { round: record.round, by: principal.subject, at, resolves: request.resolves ?? [], read };
  if (request.decision !== 'approve') {
    const because = becauseOf(request.decision, request, record, deps.rulebook);
    return {
      review: {
        ...base,
        decision: request.decision,
        items: [],
        targets: [],
        ...(because ? { because } : {}),
      },
    };
  }
  if (await dateCameSince(checked.decidedAt, { id: record.id, at }, deps.store))
    throw problem('date_has_come');
  if (record.atCounsel !== undefined) throw problem('counsel_asked');
  if (checked.tooManyAccounts) throw problem('too_many_accounts', { max: MAX_ACCOUNTS });
  refuseUnsettled(checked.determination, request);
  const left = narrowed(record, checked, request, deps.rulebook);
  const held = heldBy(record, left);
  if (held) throw problem(held);
  const kind = kindOfApproval(request, checked.determination.targets.length);
  const because = becauseOf(kind, request, record, deps.rulebook, { items: left.items });
  const review: ReviewPart = {
    ...base,
    decision: 'approve',
    ...left,
    ...(because ? { because } : {}),
    ...(request.more === undefined ? {} : { more: request.more }),
  };
  const { demand, filedAt } = record;
  const { dictionary } = deps.rulebook;
  const { grants } = compileGrants({ demand, filedAt, determination: checked, review, dictionary });
  refuseTooMany(grants);
  requireLeast(record, grants, request.more, deps.rulebook);
  const { outcome, until } = checked.determination;
  return { review, ...(outcome === 'suspend' && until !== undefined ? { until } : {}) };
}

/** What a scope says beside its grants is not longer than this. */
const ROOM_FOR_THE_REST = ' '.repeat(20_000);

/** A scope that could not be retrieved is refused while the reviewer can still narrow it. */
function refuseTooMany(grants: readonly Grant[]): void {
  if (grants.length > MAX_GRANTS)
    throw problem('too_many_grants', { grants: grants.length, max: MAX_GRANTS });
  if (!fits({ grants, rest: ROOM_FOR_THE_REST })) throw problem('too_many_grants.size');
}

function refuseUnsettled(determination: Determination, request: Asked): void {
  const { outcome, until } = determination;
  if (outcome === 'hold') throw problem('authenticity_unresolved');
  // A wait without an end has no day on which an approval could take effect.
  if (outcome === 'suspend' && until === undefined) throw problem('decision_elsewhere');
  if (outcome === 'accept' || outcome === 'narrow') return;
  if (outcome !== 'refer' && outcome !== 'suspend') throw problem('nothing_to_approve');
  const questions = openQuestions(determination);
  if (questions.some((reason) => NEVER_HERE.includes(reason))) throw problem('cleared_counsel_only');
  if (!isSubset(questions, request.resolves ?? [])) throw problem('question_open');
}
