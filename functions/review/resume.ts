import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { unclaimed } from '../ledger/claim.ts';
import { isEmergency } from '../ledger/danger-of.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { hasLapsed } from '../ledger/has-lapsed.ts';
import { looksOf, readBy } from '../ledger/looks-of.ts';
import { matterOf } from '../ledger/matter.ts';
import { created, type PartWrite, replaced } from '../ledger/part.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Read } from '../ledger/parts/read.ts';
import { RESUMPTION, RESUMPTION_DUE } from '../ledger/parts/resumption.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { placeOf } from '../ledger/transitions.ts';
import { HARVEST_KEPT_DAYS } from '../retrieval/harvest.bucket.ts';
import type { Because } from '../shared/because.schema.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { AnswerLaw } from '../validity/decide/compose-answer.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import type { DeskDecision } from '../validity/pages/answers.schema.ts';
import type { GeneralLaw } from '../validity/pages/general-law.schema.ts';
import { becauseOf, kindOfApproval } from './because-of.ts';
import { type Approval, narrowedReview } from './narrowed-review.ts';
import { requirePapersRead } from './require-papers-read.ts';
import { type PresentResume, requirePresent } from './require-present.ts';
import { requireUnclaimed } from './require-unclaimed.ts';
import type { Resumed } from './resume.route.ts';

type Reviewer = Principal<'reviewer' | 'cleared-reviewer'>;
export type ResumeDeps = LedgerDeps & {
  rulebook: {
    dictionary: Pick<Dictionary, 'known' | 'expand'>;
    general: Pick<GeneralLaw, 'desk'>;
  } & AnswerLaw &
    SeparationLaw;
};

/** What is younger than this is there until it is sealed: a day less than it is kept. */
const READ_AGAIN_MS = (HARVEST_KEPT_DAYS - 1) * 86_400_000;

/** A harvest that a check or a seal refused is refused again however often it is tried. */
const REFUSED: readonly string[] = ['harvest.refused', 'disclosure.refused'];

/**
 * Takes up a demand that failed, by a person's decision: as it was, with less, or to refuse it. What must be read again,
 * or is less than was approved, goes on in a new round, for which this person's approval stands where the law then gives
 * the same. The sweep starts the execution.
 */
export async function resumeDemand(
  demandId: string,
  request: PresentResume,
  principal: Reviewer,
  deps: ResumeDeps,
): Promise<Resumed> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  return changeDemand<Resumed>(deps, seen, async (record, at) => {
    const asked = hashOf(request);
    const again = await resumedAlready(record, asked, principal.subject, deps);
    if (again) return { unchanged: again };
    if (record.status !== 'failed') throw problem('not_failed');
    requirePresent(record, request);
    requireOutsider(record, principal);
    await requireApart('resume', record, principal, deps);
    requireUnclaimed(record, principal, at);
    refuseImpossible(record, request);
    const looks = await looksOf(demandId, principal.subject, deps.store);
    const { action, readElsewhere } = request;
    const reading = { readElsewhere, approves: action !== 'refuse' };
    // Withdrawn, it has only to be closed, whatever its papers say.
    const read = record.withdrawnAt
      ? readBy(looks, record)
      : requirePapersRead(record, looks, reading, deps.rulebook.general.desk);
    await refuseAfterRefusal(record, request, deps);
    const isNewRound = await needsNewRound(record, request, at, deps);
    const round = isNewRound ? record.round + 1 : record.round;
    const number = record.version + 1;
    const approval = isNewRound ? await approvalAhead(record, request, deps) : undefined;
    const { items } = approval?.given ?? {};
    const because = becauseOf(
      decisionOf(request, record.demand.targets.length),
      request,
      record,
      deps.rulebook,
      { items },
    );
    const why = because ? { reason: because.reason, because } : { reason: action };
    const resumption = { action, ...why, by: principal.subject, at, round, read, asked };
    const part = created(RESUMPTION(number), {
      ...resumption,
      dueKind: RESUMPTION_DUE[isEmergency(record) ? 'urgent' : 'ordinary'],
      dueAt: at,
    });
    const set = { resumed: number, ...withSession(record, principal), ...unclaimed(record) };
    const change: Change<Resumed> = {
      set,
      action: 'demand.resumed',
      actor: actorOf(principal),
      detail: {
        round,
        on: matterOf(record),
        resumption: action,
        read,
        ...(because ? { reason: because.reason } : {}),
      },
      parts: [part],
      result: { id: demandId, round, isNewRound },
    };
    if (!approval) return change;
    return {
      ...change,
      set: { ...set, round, isReopened: true },
      action: 'demand.reopened',
      parts: [part, ...aheadOf(record, request, approval, { by: principal.subject, at, read, because })],
    };
  });
}

const hashOf = ({ on: _on, ...request }: PresentResume) => sha256Hex(canonicalJson(request));

/** What the same person asked for already, to the letter, while it stands: an answer that was lost is given again. */
async function resumedAlready(
  { id, resumed, round, status }: DemandRecord,
  asked: string,
  subject: string,
  { store }: ResumeDeps,
): Promise<Resumed | undefined> {
  if (resumed === undefined || status === 'failed') return undefined;
  const before = await store.part(id, RESUMPTION(resumed));
  if (before?.asked !== asked || before.by !== subject) return undefined;
  return {
    id,
    round,
    isNewRound: before.round > 1 && (await store.part(id, CLARIFICATION(before.round)))?.at === before.at,
  };
}

function refuseImpossible(record: DemandRecord, { action }: PresentResume): void {
  // Withdrawn, it has only to be closed.
  if (action === 'retry') return;
  if (record.withdrawnAt) throw problem('withdrawn');
  const place = placeOf(record);
  if (place === 'released') throw problem('already_released');
  if (action === 'refuse' || place === 'reviewed') return;
  throw problem(record.packageSha256 ? 'package_sealed' : 'nothing_approved');
}

/** Who was refused once is not read: that its refusal failed does not undo it. */
async function refuseAfterRefusal(
  { id, resumed }: DemandRecord,
  { action }: PresentResume,
  { store }: ResumeDeps,
): Promise<void> {
  if (resumed === undefined || action === 'refuse') return;
  const before = await store.part(id, RESUMPTION(resumed));
  if (before?.action === 'refuse') throw problem('refused_already');
}

/**
 * Whether what is to be read is another than what was, what was read is broken, gone or about to be, or a date came since by
 * which the law may give something else.
 */
async function needsNewRound(
  record: DemandRecord,
  request: PresentResume,
  at: string,
  { store }: ResumeDeps,
): Promise<boolean> {
  if (request.action === 'refuse' || placeOf(record) !== 'reviewed' || record.withdrawnAt) return false;
  const review = await store.part(record.id, REVIEW(record.round));
  if (review?.decision !== 'approve') {
    if (request.action !== 'retry') throw problem('nothing_approved');
    return false;
  }
  if (request.action !== 'retry' || request.readAgain) return true;
  if (await hasLapsed(record, at, store)) return true;
  const [found, events] = await Promise.all([
    store.parts(record.id, HARVEST(record.round, '')),
    store.events(record.id),
  ]);
  const isOld = found.some(({ finishedAt }) => Date.parse(at) - Date.parse(finishedAt) > READ_AGAIN_MS);
  return (
    isOld || events.some(({ action, detail }) => REFUSED.includes(action) && detail.round === record.round)
  );
}

/** What is decided, as the rulebook's reasons have it. */
function decisionOf(request: PresentResume, targets: number): DeskDecision | undefined {
  if (request.action === 'leave-out') return 'narrow';
  return request.action === 'narrow' ? kindOfApproval(request, targets) : request.action;
}

/** The approval that takes effect in the new round, and what it is written over. */
async function approvalAhead(
  { id, round }: DemandRecord,
  request: PresentResume,
  { store, rulebook }: ResumeDeps,
): Promise<{ given: Approval; before: ReviewPart | undefined }> {
  const [review, checked, before] = await Promise.all([
    store.part(id, REVIEW(round)),
    store.part(id, DETERMINATION(round)),
    store.part(id, APPROVAL_AHEAD(round)),
  ]);
  if (!review || !checked || review.decision !== 'approve' || request.action === 'refuse')
    throw new InconsistentState('a demand that is read without an approval');
  const { dueKind: _kind, dueAt: _due, ...approval } = review;
  return { given: narrowedReview(approval, request, checked, rulebook), before };
}

/** What begins the new round. A reason that nobody outside is told leaves the one that they were told. */
function aheadOf(
  { round }: DemandRecord,
  { action }: PresentResume,
  { given, before }: { given: Approval; before: ReviewPart | undefined },
  { because, ...who }: { by: string; at: string; read: Read; because: Because | undefined },
): PartWrite[] {
  const told = because?.says === undefined ? {} : { because };
  return [
    created(CLARIFICATION(round + 1), {
      round: round + 1,
      at: who.at,
      reopened: action === 'retry' ? 'retry' : 'narrow',
    }),
    replaced(APPROVAL_AHEAD(round), { ...given, ...who, ...told }, before),
  ];
}
