import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import { created } from '../ledger/part.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import { WITHDRAWAL } from '../ledger/parts/withdrawal.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import type { Withdrawn } from './withdraw.route.ts';

/** @throws Problem 404 for an id that is unknown or another authority's: both answer alike */
export async function requireOwnDemand(demandId: string, principal: Principal<'agent'>, store: DemandStore) {
  const authorityId = requireAuthority(principal);
  const record = await store.read(demandId);
  if (!record) throw notFound();
  if (record.authorityId !== authorityId) throw notTheirs();
  return record;
}

/** The agent takes a demand back. Whatever was sealed does not leave; what has left stays on record. */
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
      const place = placeOf(record);
      if (place === 'released' || place === 'closed') throw problem('too_late');
      const open: Wait = record.status === 'awaiting-review' ? 'review' : 'release';
      return {
        set: { withdrawnAt: at },
        action: 'demand.withdrawn' as const,
        actor: actorOf(principal),
        detail: { status: record.status },
        parts: [created(WITHDRAWAL(), { at, ...dueAnswer(open, at) })],
        result: { withdrawnAt: at, wait: open },
      };
    },
  );
  if (wait) await tryAnswerWait(wait, demandId, WITHDRAWAL().key, deps);
  return { id: demandId, withdrawnAt };
}
