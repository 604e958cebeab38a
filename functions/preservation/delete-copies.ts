import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { COPY_END, type CopyEnd } from '../ledger/parts/copy-end.part.ts';
import { FREEZE } from '../ledger/parts/freeze.part.ts';
import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { emptyInOrder, type FrozenStore } from './empty-in-order.ts';

/**
 * Deletes what a demand had copied of a preservation that ended before the copy was whole, and tells the ledger how much is gone,
 * and that nothing is left. What a run has no time for the next one does.
 * @param key of the part that says so
 */
export async function deleteCopies(
  demandId: string,
  key: string,
  deps: LedgerDeps & { frozen: FrozenStore },
): Promise<'done' | 'not-due'> {
  const endOf = async () =>
    (await deps.store.parts(demandId, COPY_END(''))).find(
      ({ freeze, source }) => COPY_END(freeze, source).key === key,
    );
  const end = await endOf();
  if (!end || !isDue(end, deps.clock().toISOString())) return 'not-due';
  const { freeze, source, grants } = end;
  const compiled = await deps.store.part(demandId, FREEZE(freeze));
  const prefixes = grants.map((number) => {
    const account = compiled?.grants[number]?.account;
    if (account === undefined) throw new InconsistentState('a copy of a grant that is not there');
    return frozenPrefix(account, demandId, freeze, number);
  });
  const before = { done: end.done ?? 0, objects: end.objects ?? 0 };
  const gone = await emptyInOrder(prefixes, before, deps);
  if (gone.done === before.done && gone.done < grants.length) return 'not-due';
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (_, at) => {
    const due = await endOf();
    // Another run was here meanwhile: it told, or the next one does.
    if (due?.state !== 'due' || (due.done ?? 0) !== before.done) return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt: _at, ...kept } = due;
    const isDone = gone.done === grants.length;
    return {
      set: {},
      action: 'freeze.copy-deleted',
      actor: SERVICE,
      detail: {
        ...{ freeze, source, grants: gone.done, of: grants.length, objects: gone.objects },
        ...(isDone ? { left: 0 } : {}),
      },
      parts: [
        replaced(
          COPY_END(freeze, source),
          isDone ? { ...kept, ...gone, state: 'deleted', deletedAt: at } : { ...due, ...gone },
          due,
        ),
      ],
      result: isDone ? 'done' : 'not-due',
    };
  });
}

const isDue = ({ state, dueAt }: CopyEnd, now: string) =>
  state === 'due' && dueAt !== undefined && Date.parse(dueAt) <= Date.parse(now);
