import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { freezesOf } from '../ledger/end-of-frozen.ts';
import { replaced } from '../ledger/part.ts';

import { FROZEN_END, type FrozenEnd } from '../ledger/parts/frozen-end.part.ts';
import { InconsistentState } from '../shared/faults.ts';

/** What is frozen, by the beginning of its key. */
export type FrozenStore = {
  /** Deletes objects below a prefix, as many as a run has time for. @returns how many */
  empty(prefix: string): Promise<number>;
  /** Whether there is any. */
  isEmpty(prefix: string): Promise<boolean>;
};

/**
 * Deletes what was frozen of a demand, looks whether all of it is gone, and tells the ledger. A run that was cut off is run
 * again, and so is one that had no time for all: what is gone already is not there to be deleted, and nothing is told before
 * all is.
 */
export async function deleteFrozen(
  demandId: string,
  deps: LedgerDeps & { frozen: FrozenStore },
): Promise<'done' | 'not-due'> {
  const [record, end] = await Promise.all([
    deps.store.read(demandId),
    deps.store.part(demandId, FROZEN_END()),
  ]);
  if (!record || !isDue(record, end, deps.clock().toISOString())) return 'not-due';
  const freezes = await freezesOf(record, deps.store);
  const accounts = new Set(freezes.flatMap(({ grants }) => grants.map(({ account }) => account)));
  let objects = 0;
  for (const account of accounts) {
    const prefix = `${account}/${demandId}/`;
    const deleted = await deps.frozen.empty(prefix);
    objects += deleted;
    if (await deps.frozen.isEmpty(prefix)) continue;
    if (deleted === 0) throw new InconsistentState('what was frozen is still there');
    return 'not-due';
  }
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (_, at) => {
    const due = await deps.store.part(demandId, FROZEN_END());
    if (due?.state !== 'due') return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt: _at, ...kept } = due;
    return {
      set: {},
      action: 'freeze.ended',
      actor: SERVICE,
      detail: { freezes: freezes.length, accounts: accounts.size, objects, left: 0 },
      parts: [replaced(FROZEN_END(), { ...kept, state: 'deleted', deletedAt: at }, due)],
      result: 'done',
    };
  });
}

function isDue({ status }: DemandRecord, end: FrozenEnd | undefined, now: string): boolean {
  if (status !== 'closed') return false;
  return end?.state === 'due' && end.dueAt !== undefined && Date.parse(end.dueAt) <= Date.parse(now);
}
