import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { replaced } from '../ledger/part.ts';
import { DEBT } from '../ledger/parts/debt.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { paysFor } from '../ledger/pays-for.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { placeOf } from '../ledger/transitions.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

type Deps = LedgerDeps & { dictionary: Pick<ItemDictionary, 'expand'> };

/**
 * Pays the debt of an emergency with the demand that names it, once people have approved and released that one: what the law
 * gives by its paper must be all that was approved for the emergency. Paid already, or not by this, nothing changes.
 */
export async function payDebt(
  { id, pays, round, authorityId, ...paper }: DemandRecord,
  deps: Deps,
): Promise<void> {
  if (pays === undefined || paper.withdrawnAt !== undefined || placeOf(paper) !== 'released') return;
  const checked = await deps.store.part(id, DETERMINATION(round));
  const { authorised = [], targets: indexes = [] } = checked?.determination ?? {};
  const targets = indexes.flatMap((index) => paper.demand.targets[index] ?? []);
  await changeDemand<void>(deps, pays, async (owed, at) => {
    const debt = await deps.store.part(pays, DEBT());
    const isPaid =
      debt?.state === 'owed' &&
      owed.authorityId === authorityId &&
      paysFor(debt, owed.demand, { targets, items: authorised }, deps.dictionary);
    if (!isPaid) return { unchanged: undefined };
    const { dueKind: _kind, dueAt: _at, ...kept } = debt;
    return {
      set: {},
      unset: ['owes'],
      action: 'debt.paid',
      actor: SERVICE,
      detail: { by: id },
      parts: [
        replaced(DEBT(), { ...kept, state: 'paid', paidBy: id, endedAt: at }, debt),
        ...(await stoppedClock(pays, 'process-debt', at, deps.store)),
      ],
      result: undefined,
    };
  });
}
