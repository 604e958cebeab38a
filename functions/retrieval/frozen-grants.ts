import type { DemandStore } from '../ledger/demand.store.ts';
import { FREEZE, type FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN } from '../ledger/parts/frozen.part.ts';

/** A grant that was frozen, and where in the freezings of its demand. */
export type FrozenGrant = { demandId: string; freeze: string; number: number; grant: FreezeGrant };

/** What of a demand was frozen, in the order in which it was: of one item and account earlier before later. */
export async function frozenGrantsOf(
  demandId: string,
  store: Pick<DemandStore, 'parts'>,
): Promise<FrozenGrant[]> {
  const [freezes, frozen] = await Promise.all([
    store.parts(demandId, FREEZE('')),
    store.parts(demandId, FROZEN('')),
  ]);
  const done = new Set(frozen.map(({ freeze, grant }) => `${freeze} ${grant}`));
  return freezes
    .sort((a, b) => (a.compiledAt < b.compiledAt ? -1 : 1))
    .flatMap(({ freeze, grants }) =>
      grants.map((grant, number): FrozenGrant => ({ demandId, freeze, number, grant })),
    )
    .filter(({ freeze, number }) => done.has(`${freeze} ${number}`));
}
