import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { looksOf, readBy } from '../ledger/looks-of.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import type { Read } from '../ledger/parts/read.ts';
import { RELEASE, type ReleasePart } from '../ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { reviewersOf } from '../ledger/reviewers-of.ts';
import { withSession } from '../ledger/sessions.ts';
import { InconsistentState } from '../shared/faults.ts';
import { isSamePerson, personOf } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import type { Released, ReleaseRequest } from './decide-release.route.ts';
import { requireUninvolved } from './require-outsider.ts';

type Releaser = Principal<'releaser' | 'cleared-releaser'>;
export type DecideReleaseDeps = LedgerDeps & AnswerDeps;

/** One person's decision that a sealed package may leave. It takes as many different people as the law asks for. */
export async function decideRelease(
  demandId: string,
  request: ReleaseRequest,
  principal: Releaser,
  deps: DecideReleaseDeps,
): Promise<Released> {
  if (!(await deps.store.read(demandId))) throw notFound();
  const released = await changeDemand(deps, demandId, async (record, at) => {
    const needed = await approvalsNeeded(record, request, principal, deps);
    const earlier = await deps.store.parts(demandId, RELEASE());
    if (earlier.some(({ by }) => isSamePerson(by, principal.subject))) throw problem('already_decided');
    const missing = request.decision === 'refuse' ? 0 : Math.max(0, needed - earlier.length - 1);
    const read = readBy(await looksOf(demandId, principal.subject, deps.store), record);
    return changeOf(record, request, principal, { at, missing, read });
  });
  if (released.missing === 0) await tryAnswerWait('release', demandId, RELEASE_DECISION().key, deps);
  return released;
}

async function approvalsNeeded(
  record: DemandRecord,
  request: ReleaseRequest,
  principal: Releaser,
  deps: DecideReleaseDeps,
): Promise<number> {
  if (record.status !== 'awaiting-release') throw problem('not_awaiting_release');
  const [review, checked, reviewers] = await Promise.all([
    deps.store.part(record.id, REVIEW(record.round)),
    deps.store.part(record.id, DETERMINATION(record.round)),
    reviewersOf(record.id, deps.store),
  ]);
  if (!review || !checked) throw new InconsistentState('a package without a review');
  requireUninvolved(record, principal, reviewers);
  if (request.packageSha256 !== record.packageSha256) throw problem('other_package');
  return checked.determination.approvals;
}

function changeOf(
  record: DemandRecord,
  request: ReleaseRequest,
  principal: Releaser,
  { at, missing, read }: { at: string; missing: number; read: Read },
): Change<Released> {
  const isDecided = missing === 0;
  const release: ReleasePart = { ...request, by: principal.subject, at, read };
  return {
    set: withSession(record, principal),
    action: isDecided ? 'release.decided' : 'release.approved',
    actor: actorOf(principal),
    detail: { decision: request.decision, packageSha256: request.packageSha256, missing, read },
    parts: [
      created(RELEASE(personOf(principal.subject)), release),
      ...(isDecided
        ? [created(RELEASE_DECISION(), { decision: request.decision, at, ...dueAnswer('release', at) })]
        : []),
    ],
    result: { id: record.id, decision: request.decision, missing },
  };
}
