import type { DemandStore } from '../ledger/demand.store.ts';
import { COPY_END } from '../ledger/parts/copy-end.part.ts';
import { FREEZE, type FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN, type FrozenPart } from '../ledger/parts/frozen.part.ts';
import { ALL_TIME, type InstantRange, shared } from '../shared/instant-range.ts';
import { isStanding, spansOf } from './scope.ts';

/** A part of a grant that was frozen, and where in the freezings of its demand. `spans`: the times that it has. */
export type FrozenGrant = Pick<FrozenPart, 'counts' | 'months'> & {
  demandId: string;
  freeze: string;
  number: number;
  part: number;
  grant: FreezeGrant;
  spans: InstantRange[];
};

/** What of a demand was frozen and counts, in the order in which it was: of one item and account earlier before later. */
export async function frozenGrantsOf(
  demandId: string,
  store: Pick<DemandStore, 'parts'>,
): Promise<FrozenGrant[]> {
  const [freezes, frozen] = await Promise.all([
    store.parts(demandId, FREEZE('')),
    store.parts(demandId, FROZEN('')),
  ]);
  const isCopying = freezes.some(({ grants }) => grants.some(({ from }) => from));
  const ends = isCopying ? await store.parts(demandId, COPY_END('')) : [];
  const isCut = (part: FrozenPart) =>
    ends.some(({ freeze, grants }) => freeze === part.freeze && grants.includes(part.grant));
  return freezes
    .sort((a, b) => (a.compiledAt < b.compiledAt ? -1 : 1))
    .flatMap(({ freeze, grants }) =>
      frozen
        .filter((part) => part.freeze === freeze && !isCut(part))
        .sort((a, b) => a.grant - b.grant || a.part - b.part)
        .flatMap((part) => {
          const grant = grants[part.grant];
          const { grant: number, part: ofGrant, counts, months } = part;
          if (!grant) return [];
          const found = { counts, ...(months ? { months } : {}) };
          return [{ demandId, freeze, number, part: ofGrant, grant, spans: spansIn(grant, part), ...found }];
        }),
    );
}

/** The times of a grant that a part of it has. What stands has none, and is in its one part. */
export function spansIn(
  grant: FreezeGrant,
  { from, upTo }: Pick<FrozenPart, 'from' | 'upTo'>,
): InstantRange[] {
  if (grant.items.every(isStanding)) return [...spansOf(grant)];
  return shared(spansOf(grant), [{ from: from ?? ALL_TIME.from, to: upTo ?? ALL_TIME.to }]);
}
