import type { DemandStore } from './demand.store.ts';
import { EVENT_PREFIX, PIECE_PREFIX } from './demands.table.ts';
import type { LedgerEvent } from './event.schema.ts';
import { piecesOf } from './pieces.ts';
import type { Item } from './stored.ts';

/** Items of one demand with sort keys from `from` to `to`, by sort key, without their own keys. */
export type ReadStretch = (demandId: string, from: string, to: string) => Promise<ReadonlyMap<string, Item>>;

/** Before and after every sort key of ours, which begin with a small letter and go on with those, digits, `-` and `#`. */
const [FIRST, LAST] = ['a', '~'];

/**
 * Stretches of a demand's sort keys that are small enough to be read whole. On none of them is what grows with what was found:
 * events, freezings, harvests, pieces.
 */
const STRETCHES = [
  { from: FIRST, to: EVENT_PREFIX },
  { from: 'letter', to: PIECE_PREFIX },
  { from: `${PIECE_PREFIX}${LAST}`, to: LAST },
] as const;

type Stretch = (typeof STRETCHES)[number];

/** Where a part is, or all parts whose keys begin like this. */
const stretchOf = (key: string): Stretch | undefined =>
  STRETCHES.find(({ from, to }) => key >= from && key < to);

/**
 * A store for one invocation that asks for much of a demand. It reads whole stretches of what stands beside it, each when
 * first something of it is asked for after the demand itself was read, and answers from them until that is read again, or
 * changed. So what it tells is never older than the record that was read last; who waits for something that another writes
 * must read the record again.
 */
export function oneLook(store: DemandStore, readStretch: ReadStretch): DemandStore {
  type Look = Map<Stretch, Promise<ReadonlyMap<string, Item>>>;
  const looks = new Map<string, Look>();
  const events = new Map<string, Promise<LedgerEvent[]>>();
  const forget = (demandId: string) => {
    looks.delete(demandId);
    events.delete(demandId);
  };
  const itemsOf = (demandId: string, stretch: Stretch) => {
    const look: Look = looks.get(demandId) ?? new Map();
    looks.set(demandId, look);
    const items = look.get(stretch) ?? readStretch(demandId, stretch.from, stretch.to);
    look.set(stretch, items);
    items.catch(() => look.delete(stretch));
    return items;
  };
  return {
    ...store,
    // By itself, and before what stands beside it: pages of a query are of different moments, and so may be its items.
    read: async (demandId) => {
      const record = await store.read(demandId);
      forget(demandId);
      return record;
    },
    part: async (demandId, part) => {
      const stretch = stretchOf(part.key);
      if (!stretch) return store.part(demandId, part);
      const item = (await itemsOf(demandId, stretch)).get(part.key);
      if (item && piecesOf(item) > 0) return store.part(demandId, part);
      return item && part.stored.read(item);
    },
    parts: async (demandId, beginning) => {
      const stretch = stretchOf(beginning.key);
      if (!stretch) return store.parts(demandId, beginning);
      const found = [...(await itemsOf(demandId, stretch))].filter(([key]) => key.startsWith(beginning.key));
      if (found.some(([, item]) => piecesOf(item) > 0)) return store.parts(demandId, beginning);
      return found.map(([, item]) => beginning.stored.read(item));
    },
    events: async (demandId) => {
      const told = events.get(demandId) ?? store.events(demandId);
      events.set(demandId, told);
      told.catch(() => events.delete(demandId));
      return [...(await told)];
    },
    commit: async (commit) => {
      try {
        return await store.commit(commit);
      } finally {
        forget(commit.record.id);
      }
    },
  };
}
