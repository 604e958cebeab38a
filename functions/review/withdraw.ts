import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import { WITHDRAWAL } from '../ledger/parts/withdrawal.part.ts';
import { type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs } from '../shared/problem.ts';
import { type AnswerDeps, tryAnswerWait } from '../workflow/answer-wait.ts';
import { takenBack } from '../workflow/take-back.ts';
import type { Withdrawn } from './withdraw.route.ts';

/** @throws Problem 404 for an id that is unknown or another authority's: both answer alike */
export async function requireOwnDemand(demandId: string, principal: Principal<'agent'>, store: DemandStore) {
  const authorityId = requireAuthority(principal);
  const record = await store.read(demandId);
  if (!record) throw notFound();
  if (record.authorityId !== authorityId) throw notTheirs();
  return record;
}

/** The agent takes a demand back, wherever it stands. Whatever was sealed does not leave, or no more; what has left stays on record. */
export async function withdrawDemand(
  demandId: string,
  principal: Principal<'agent'>,
  deps: LedgerDeps & AnswerDeps,
): Promise<Withdrawn> {
  await requireOwnDemand(demandId, principal, deps.store);
  const { withdrawnAt, wait } = await changeDemand<{ withdrawnAt: string; wait: Wait | undefined }>(
    deps,
    demandId,
    (record, at) => {
      if (record.withdrawnAt) return { unchanged: { withdrawnAt: record.withdrawnAt, wait: undefined } };
      return takenBack(record, { actor: actorOf(principal), at });
    },
  );
  if (wait) await tryAnswerWait(wait, demandId, WITHDRAWAL().key, deps);
  return { id: demandId, withdrawnAt };
}
