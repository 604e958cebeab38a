import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import { conclusionOfFacts, type DemandRecord } from '../ledger/demand-record.schema.ts';
import { PRESERVATION } from '../ledger/parts/preservation.part.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import { WITHDRAWAL } from '../ledger/parts/withdrawal.part.ts';
import { lifted } from '../preservation/lift-preservation.ts';
import { type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import { type AnswerDeps, tryAnswerWait } from '../workflow/answer-wait.ts';
import { takenBack } from '../workflow/take-back.ts';
import type { Withdrawn } from './withdraw.route.ts';

/** Why it ended, where no reason of the rulebook is anybody's to give. */
const TAKEN_BACK = 'taken-back';

/** Who asked for data to be kept wants it kept no more. */
async function keptNoMore(
  record: DemandRecord,
  principal: Principal<'agent'>,
  at: string,
  store: DemandStore,
) {
  const part = await store.part(record.id, PRESERVATION());
  if (part?.state !== 'in-force') throw problem('too_late');
  const ended = { by: principal.subject, at, reason: TAKEN_BACK };
  const { parts } = await lifted(record, part, ended, store);
  return {
    set: { withdrawnAt: at },
    action: 'preservation.lifted' as const,
    actor: actorOf(principal),
    detail: { by: 'authority', reason: TAKEN_BACK, ...(part.until ? { until: part.until } : {}) },
    parts,
    result: { withdrawnAt: at, wait: undefined },
  };
}

/** @throws Problem 404 for an id that is unknown or another authority's: both answer alike */
export async function requireOwnDemand(demandId: string, principal: Principal<'agent'>, store: DemandStore) {
  const authorityId = requireAuthority(principal);
  const record = await store.read(demandId);
  if (!record) throw notFound();
  if (record.authorityId !== authorityId) throw notTheirs();
  return record;
}

/**
 * The agent takes a demand back, wherever it stands. Whatever was sealed does not leave, or no more; what has left stays on
 * record. Of a request to keep, the preservation ends.
 * @throws Problem 404, 409 where nothing is left of it
 */
export async function withdrawDemand(
  demandId: string,
  principal: Principal<'agent'>,
  deps: LedgerDeps & AnswerDeps,
): Promise<Withdrawn> {
  await requireOwnDemand(demandId, principal, deps.store);
  const { withdrawnAt, wait } = await changeDemand<{ withdrawnAt: string; wait: Wait | undefined }>(
    deps,
    demandId,
    async (record, at) => {
      if (record.withdrawnAt) return { unchanged: { withdrawnAt: record.withdrawnAt, wait: undefined } };
      if (conclusionOfFacts(record.facts) === 'preserved')
        return keptNoMore(record, principal, at, deps.store);
      return takenBack(record, { actor: actorOf(principal), at });
    },
  );
  if (wait) await tryAnswerWait(wait, demandId, WITHDRAWAL().key, deps);
  return { id: demandId, withdrawnAt };
}
