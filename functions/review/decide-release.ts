import * as z from 'zod/mini';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { RELEASE, type ReleasePart } from '../ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type Principal, requireRole } from '../shared/principal.ts';
import { notFound, Problem } from '../shared/problem.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { requireOutsider } from './require-outsider.ts';

export const ReleaseRequest = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  /** SHA-256 of the package that the releaser has looked at; another package is another decision. */
  packageSha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type ReleaseRequest = z.infer<typeof ReleaseRequest>;

export type DecideReleaseDeps = LedgerDeps & AnswerDeps;
/** `missing`: how many other people must still release. */
export type Released = { id: string; decision: ReleasePart['decision']; missing: number };

/** One person's decision that a sealed package may leave. It takes as many different people as the law asks for. */
export async function decideRelease(
  demandId: string,
  request: ReleaseRequest,
  principal: Principal,
  deps: DecideReleaseDeps,
): Promise<Released> {
  requireRole(principal, 'releaser');
  if (!(await deps.store.read(demandId))) throw notFound();
  const released = await changeDemand(deps, demandId, async (record, at) => {
    const needed = await approvalsNeeded(record, request, principal, deps);
    const earlier = await deps.store.parts(demandId, RELEASE());
    if (earlier.some(({ by }) => by === principal.subject))
      throw new Problem(409, 'already_decided', 'You have decided already; another person must now.');
    const missing = request.decision === 'refuse' ? 0 : Math.max(0, needed - earlier.length - 1);
    return changeOf(record, request, principal, at, missing);
  });
  if (released.missing === 0) await tryAnswerWait('release', demandId, RELEASE_DECISION().key, deps);
  return released;
}

async function approvalsNeeded(
  record: DemandRecord,
  request: ReleaseRequest,
  principal: Principal,
  deps: DecideReleaseDeps,
): Promise<number> {
  if (record.status !== 'awaiting-release')
    throw new Problem(
      409,
      'not_awaiting_release',
      'This demand is not waiting for a release. Read its status.',
    );
  const [review, checked] = await Promise.all([
    deps.store.part(record.id, REVIEW(record.round)),
    deps.store.part(record.id, DETERMINATION(record.round)),
  ]);
  if (!review || !checked) throw new InconsistentState('a package without a review');
  requireOutsider(record, principal);
  if (principal.subject === review.by || record.clarifiedBy?.includes(principal.subject))
    throw new Problem(
      403,
      'second_person_required',
      'Who reviewed or clarified a demand cannot release its package.',
    );
  if (request.packageSha256 !== record.packageSha256)
    throw new Problem(
      409,
      'other_package',
      'Name the SHA-256 of the package as it is now. Read the demand again.',
    );
  return checked.determination.approvals;
}

function changeOf(
  record: DemandRecord,
  request: ReleaseRequest,
  principal: Principal,
  at: string,
  missing: number,
): Change<Released> {
  const isDecided = missing === 0;
  const release: ReleasePart = { ...request, by: principal.subject, at };
  return {
    set: {},
    action: isDecided ? 'release.decided' : 'release.approved',
    actor: { kind: 'releaser', subject: principal.subject },
    detail: { decision: request.decision, packageSha256: request.packageSha256, missing },
    parts: [
      created(RELEASE(principal.subject), release),
      ...(isDecided
        ? [created(RELEASE_DECISION(), { decision: request.decision, at, ...dueAnswer('release', at) })]
        : []),
    ],
    result: { id: record.id, decision: request.decision, missing },
  };
}
