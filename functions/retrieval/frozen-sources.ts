import * as z from 'zod/mini';
import type { DemandStore } from '../ledger/demand.store.ts';
import { FREEZE, type Freeze, type FreezeGrant, KEPT } from '../ledger/parts/freeze.part.ts';
import { FROZEN, FrozenPart, frozenPrefix } from '../ledger/parts/frozen.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { InstantRange, shared, without } from '../shared/instant-range.ts';
import { isCut } from './copies.ts';
import { spansIn } from './frozen-grants.ts';
import { isStanding, spansOf } from './scope.ts';
import { keepFew } from './vouched.ts';

/** What was frozen of an item that a grant allows: where it lies, and which of it the grant is of. */
export const FrozenSource = z.strictObject({
  prefix: z.string(),
  freeze: z.string(),
  grant: z.int(),
  part: z.int(),
  item: z.string(),
  records: FrozenPart.shape.records,
  stamps: FrozenPart.shape.stamps,
  /** What records of the item have, as they were frozen. */
  fields: z._default(z.array(z.string()), []),
  spans: z.array(InstantRange),
});
export type FrozenSource = z.infer<typeof FrozenSource>;

/** What of a grant was not frozen, and is read as it is now. */
export const Unfrozen = z.strictObject({ item: z.string(), spans: z.array(InstantRange) });
export type Unfrozen = z.infer<typeof Unfrozen>;

export type Sources = { frozen: FrozenSource[]; unfrozen: Unfrozen[] };

export type SourcesDeps = {
  store: Pick<DemandStore, 'part' | 'parts'>;
  compiled: Map<string, readonly Freeze[]>;
};

/**
 * Where what a grant of a round allows is read: what was frozen first, up to that round, and what no freezing has.
 * @param deps `compiled` keeps what is read for each grant of a demand, and never changes
 */
export async function sourcesOf(
  { demandId, round }: { demandId: string; round: number },
  grant: Grant,
  { store, compiled }: SourcesDeps,
): Promise<Sources> {
  const name = `${demandId} ${round}`;
  const freezes =
    compiled.get(name) ??
    keepFew(
      compiled,
      name,
      (await store.parts(demandId, FREEZE(''))).filter(
        ({ freeze }) => freeze !== KEPT && Number(freeze) <= round,
      ),
    );
  const sources: Sources = { frozen: [], unfrozen: [] };
  for (const item of grant.items) {
    const ofItem = await Promise.all(
      freezes.flatMap(({ freeze, grants }) =>
        grants.flatMap((one, number) =>
          one.account === grant.account && one.items[0] === item
            ? [sourcesIn({ demandId, freeze, number }, one, grant, store)]
            : [],
        ),
      ),
    );
    const frozen = ofItem.flat();
    sources.frozen.push(...frozen);
    const left = isStanding(item)
      ? frozen.length > 0
        ? []
        : [...spansOf(grant)]
      : without(
          spansOf(grant),
          frozen.flatMap(({ spans }) => spans),
        );
    if (left.length > 0) sources.unfrozen.push({ item, spans: left });
  }
  return sources;
}

/** What one freezing has of a grant, part by part; nothing where it was not frozen, or lies at other times. */
export async function sourcesIn(
  { demandId, freeze, number }: { demandId: string; freeze: string; number: number },
  frozen: FreezeGrant,
  grant: Grant,
  store: Pick<DemandStore, 'part' | 'parts'>,
): Promise<FrozenSource[]> {
  if (await isCut({ demandId, freeze, number }, frozen, store)) return [];
  const parts = await store.parts(demandId, FROZEN(freeze, number, ''));
  const [item = ''] = frozen.items;
  return parts
    .sort((a, b) => a.part - b.part)
    .flatMap((part) => {
      const spans = isStanding(item) ? [...spansOf(grant)] : shared(spansIn(frozen, part), spansOf(grant));
      if (spans.length === 0) return [];
      return [
        {
          prefix: frozenPrefix(frozen.account, demandId, freeze, number),
          ...{ freeze, grant: number, part: part.part, item, spans },
          records: part.records,
          fields: part.fields[item] ?? [],
          ...(part.stamps ? { stamps: part.stamps } : {}),
        },
      ];
    });
}
