import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { freezesOf } from '../ledger/end-of-frozen.ts';
import { replaced } from '../ledger/part.ts';
import { FROZEN_END, type FrozenEnd } from '../ledger/parts/frozen-end.part.ts';
import { emptyInOrder, type FrozenStore } from './empty-in-order.ts';

/**
 * Deletes what was frozen of a demand, account by account, looks whether all of it is gone, and tells the ledger. A run that has
 * no time for all tells which accounts are done, and the next one goes on there. One that was cut off is run again: what is gone
 * already is not there to be deleted. That all is gone is told when all is.
 */
export async function deleteFrozen(
  demandId: string,
  deps: LedgerDeps & { frozen: FrozenStore },
): Promise<'done' | 'not-due'> {
  const [record, end] = await Promise.all([
    deps.store.read(demandId),
    deps.store.part(demandId, FROZEN_END()),
  ]);
  if (!record || !end || !isDue(record, end, deps.clock().toISOString())) return 'not-due';
  const freezes = await freezesOf(record, deps.store);
  const accounts = [...new Set(freezes.flatMap(({ grants }) => grants.map(({ account }) => account)))].sort();
  const before = { accounts: end.accounts ?? 0, objects: end.objects ?? 0 };
  const { done, objects } = await emptyInOrder(
    accounts.map((account) => `${account}/${demandId}/`),
    { done: before.accounts, objects: before.objects },
    deps,
  );
  const gone = { accounts: done, objects };
  if (gone.accounts === before.accounts && gone.accounts < accounts.length) return 'not-due';
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (_, at) => {
    const due = await deps.store.part(demandId, FROZEN_END());
    // Another run was here meanwhile: it told, or the next one does.
    if (due?.state !== 'due' || (due.accounts ?? 0) !== before.accounts) return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt: _at, ...kept } = due;
    const isDone = gone.accounts === accounts.length;
    return {
      set: {},
      action: isDone ? 'freeze.ended' : 'freeze.deleting',
      actor: SERVICE,
      detail: isDone
        ? { freezes: freezes.length, accounts: accounts.length, objects: gone.objects, left: 0 }
        : { accounts: gone.accounts, of: accounts.length, objects: gone.objects },
      parts: [
        replaced(
          FROZEN_END(),
          isDone ? { ...kept, ...gone, state: 'deleted', deletedAt: at } : { ...due, ...gone },
          due,
        ),
      ],
      result: isDone ? 'done' : 'not-due',
    };
  });
}

function isDue({ status }: DemandRecord, end: FrozenEnd, now: string): boolean {
  if (status !== 'closed') return false;
  return end.state === 'due' && end.dueAt !== undefined && Date.parse(end.dueAt) <= Date.parse(now);
}
