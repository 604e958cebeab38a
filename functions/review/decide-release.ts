import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { unclaimed } from '../ledger/claim.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { looksOf, readBy } from '../ledger/looks-of.ts';
import { matterOf } from '../ledger/matter.ts';
import { heldBy } from '../ledger/objections.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import type { Read } from '../ledger/parts/read.ts';
import { RELEASE, type ReleasePart } from '../ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { requireApart, type SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import type { Because } from '../shared/because.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { personOf } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { AnswerLaw } from '../validity/decide/compose-answer.ts';
import type { GeneralLaw } from '../validity/pages/general-law.schema.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { becauseOf, isTheSameReason } from './because-of.ts';
import type { Released, ReleaseRequest } from './decide-release.route.ts';
import { requirePackageSeen } from './require-package-seen.ts';
import { type Present, requirePresent } from './require-present.ts';
import { requireUnclaimed } from './require-unclaimed.ts';

type Releaser = Principal<'releaser' | 'cleared-releaser'>;
export type DecideReleaseDeps = LedgerDeps &
  AnswerDeps & { rulebook: AnswerLaw & SeparationLaw & { general: Pick<GeneralLaw, 'desk'> } };

/**
 * One person's decision that a sealed package may leave. It takes as many different people as the law asks for. Who decides
 * the same again, since the answer was lost, is told what is missing by now.
 */
export async function decideRelease(
  demandId: string,
  request: Present<ReleaseRequest>,
  principal: Releaser,
  deps: DecideReleaseDeps,
): Promise<Released> {
  const seen = await deps.store.read(demandId);
  if (!seen) throw notFound();
  const { released, isNew } = await changeDemand<Outcome>(deps, seen, async (record, at) => {
    const earlier = await deps.store.parts(demandId, RELEASE());
    const own = earlier.find(({ by }) => by === principal.subject);
    if (own && isTheSame(own, request) && own.packageSha256 === record.packageSha256) {
      const missing = await missingNow(record, own.decision, earlier.length, deps);
      // Nothing is passed on twice: what a crash left behind is the sweep's.
      return { unchanged: { released: { id: demandId, decision: own.decision, missing }, isNew: false } };
    }
    const needed = await approvalsNeeded(record, request, principal, deps);
    requireUnclaimed(record, principal, at);
    const missing = request.decision === 'refuse' ? 0 : Math.max(0, needed - earlier.length - 1);
    const read = readBy(await looksOf(demandId, principal.subject, deps.store), record);
    requirePackageSeen(record, request, read, deps.rulebook.general.desk);
    const decided = request.decision === 'refuse' ? 'withhold' : undefined;
    const because = becauseOf(decided, request, record, deps.rulebook);
    return changeOf(record, request, principal, { at, missing, read, because });
  });
  if (isNew && released.missing === 0) await tryAnswerWait('release', demandId, RELEASE_DECISION().key, deps);
  return released;
}

type Outcome = { released: Released; isNew: boolean };

const isTheSame = (own: ReleasePart, { decision, packageSha256, ...why }: Present<ReleaseRequest>) =>
  own.decision === decision && own.packageSha256 === packageSha256 && isTheSameReason(own.because, why);

async function missingNow(
  { id, round, status }: DemandRecord,
  decision: ReleasePart['decision'],
  given: number,
  { store }: DecideReleaseDeps,
): Promise<number> {
  if (decision === 'refuse' || status !== 'awaiting-release') return 0;
  const checked = await store.part(id, DETERMINATION(round));
  return Math.max(0, (checked?.determination.approvals ?? 1) - given);
}

async function approvalsNeeded(
  record: DemandRecord,
  request: Present<ReleaseRequest>,
  principal: Releaser,
  deps: DecideReleaseDeps,
): Promise<number> {
  if (record.status !== 'awaiting-release') throw problem('not_awaiting_release');
  const [review, checked] = await Promise.all([
    deps.store.part(record.id, REVIEW(record.round)),
    deps.store.part(record.id, DETERMINATION(record.round)),
  ]);
  if (!review || !checked) throw new InconsistentState('a package without a review');
  requireOutsider(record, principal);
  await requireApart('release', record, principal, deps);
  if (request.packageSha256 !== record.packageSha256) throw problem('other_package');
  requirePresent(record, request);
  // It only has to be closed.
  if (record.withdrawnAt) throw problem('not_awaiting_release');
  const held = request.decision === 'release' ? heldBy(record, review) : undefined;
  if (held) throw problem(held);
  return checked.determination.approvals;
}

function changeOf(
  record: DemandRecord,
  { decision, packageSha256 }: Present<ReleaseRequest>,
  principal: Releaser,
  {
    at,
    missing,
    read,
    because: reason,
  }: { at: string; missing: number; read: Read; because: Because | undefined },
): Change<Outcome> {
  const isDecided = missing === 0;
  const because = reason ? { because: reason } : {};
  const release: ReleasePart = { decision, packageSha256, by: principal.subject, at, read, ...because };
  return {
    set: { ...withSession(record, principal), ...unclaimed(record) },
    action: isDecided ? 'release.decided' : 'release.approved',
    actor: actorOf(principal),
    detail: {
      decision,
      packageSha256,
      on: matterOf(record),
      missing,
      read,
      ...(reason ? { reason: reason.reason } : {}),
    },
    parts: [
      created(RELEASE(personOf(principal.subject)), release),
      ...(isDecided
        ? [created(RELEASE_DECISION(), { decision, at, ...because, ...dueAnswer('release', at) })]
        : []),
    ],
    result: { released: { id: record.id, decision, missing }, isNew: true },
  };
}
