import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Item } from '../../functions/ledger/stored.ts';
import { chainFaults } from '../../scripts/fsck/chain-faults.ts';
import { itemFaults } from '../../scripts/fsck/item-faults.ts';
import { lifeOf } from '../../scripts/fsck/life-faults.ts';
import { rawDemand } from '../../scripts/fsck/raw-demand.ts';

const items: Item[] = readFileSync(join(import.meta.dirname, 'golden/version-2/demands.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter(({ pk }) => String(pk).startsWith('demand#'));

/** Keys name the item; what is due is taken off it without an event. */
const UNVOUCHED = ['pk', 'sk', 'dueKind', 'dueAt'];

type Place = { holder: object; name: string };

/** Every member of every object and list within. */
function placesIn(holder: object): Place[] {
  return Object.entries(holder).flatMap(([name, value]) => [
    { holder, name },
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}

function faultsWith(index: number, altered: Item | undefined): string[] {
  const { pk } = items[index] ?? {};
  const now = items.flatMap((item, at) => {
    if (item.pk !== pk) return [];
    if (at !== index) return [item];
    return altered ? [altered] : [];
  });
  const raw = rawDemand(String(pk).slice('demand#'.length), now);
  const life = lifeOf(raw);
  return [...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)];
}

const anyItem = fc.nat(items.length - 1);

describe('fsck of items that events vouch for', () => {
  it('finds whatever is changed, added or taken away in one', () => {
    fc.assert(
      fc.property(anyItem, fc.nat(), fc.option(fc.jsonValue(), { nil: undefined }), (index, which, value) => {
        const altered = structuredClone(items[index] ?? {});
        const places = placesIn(altered).filter(
          ({ holder, name }) => holder !== altered || !UNVOUCHED.includes(name),
        );
        const place = places[which % places.length];
        if (!place) throw new Error('a place was expected');
        const { holder, name } = place;
        if (value === undefined) Reflect.deleteProperty(holder, name);
        else Reflect.set(holder, which % 3 === 0 && !Array.isArray(holder) ? `${name}-more` : name, value);
        const written = JSON.parse(JSON.stringify(altered));
        fc.pre(JSON.stringify(written) !== JSON.stringify(items[index]));
        return faultsWith(index, written).length > 0;
      }),
      { numRuns: 500 },
    );
  });

  it('finds every item that is missing', () => {
    for (const index of items.keys()) expect(faultsWith(index, undefined)).not.toEqual([]);
  });
});
