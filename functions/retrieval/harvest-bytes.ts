import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { blobKey, type HarvestPart, harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { ObjectBytes, ObjectReader } from './object-store.ts';

/** The two places where bytes of records lie. */
export type HarvestStores = { harvest: ObjectReader; frozen: ObjectReader };

/**
 * Opens the bytes of the records of a harvest: of its first lines where they were frozen, of the others in the harvest.
 * @returns a function of the line, from 1, and of the hash of the bytes
 */
export function harvestBytes(demandId: string, part: HarvestPart, { harvest, frozen }: HarvestStores) {
  const ends: { upTo: number; prefix: string }[] = [];
  for (const { freeze, grant, lines } of part.frozen ?? [])
    ends.push({
      upTo: (ends.at(-1)?.upTo ?? 0) + lines,
      prefix: frozenPrefix(part.account, demandId, freeze, grant),
    });
  const own = harvestPrefix(demandId, part.round, part.grant);
  return (line: number, sha256: string): Promise<ObjectBytes> => {
    const source = ends.find(({ upTo }) => line <= upTo);
    return source ? frozen.read(blobKey(source.prefix, sha256)) : harvest.read(blobKey(own, sha256));
  };
}
