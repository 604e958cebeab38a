import type { DemandStore } from './demand.store.ts';
import { EVENT_PREFIX, PIECE_PREFIX } from './demands.table.ts';
import type { LedgerEvent } from './event.schema.ts';
import { piecesOf } from './pieces.ts';
import type { Item } from './stored.ts';

/** Sort keys from `from` to `to`, both with what is there. */
export type Stretch = { from: string; to: string };
/** Items of one demand with such sort keys, by sort key, without their own keys. Pieces may be left out. */
export type ReadStretch = (demandId: string, stretch: Stretch) => Promise<ReadonlyMap<string, Item>>;

/** Before and after every sort key of ours, which begin with a small letter and go on with those, digits, `-` and `#`. */
const [FIRST, LAST] = ['a', '~'];

/**
 * Stretches of a demand's sort keys that are small enough to be read whole. On none of them is what grows with what was found:
 * events, freezings, harvests, pieces.
 */
const APART: readonly Stretch[] = [
  { from: FIRST, to: EVENT_PREFIX },
  { from: 'letter', to: PIECE_PREFIX },
  { from: `${PIECE_PREFIX}${LAST}`, to: LAST },
];
/** The same with what stands before and after pieces together: of a demand that has some, up to a megabyte is read with it. */
const TOGETHER: readonly Stretch[] = [
  { from: FIRST, to: EVENT_PREFIX },
  { from: 'letter', to: LAST },
];
/** How much is read at once: steps of large demands, which run again and again, read `apart`. */
export const STRETCHES = { apart: APART, together: TOGETHER };

const has = ({ from, to }: Stretch, key: string) => key >= from && key < to;

/** What was read of one demand since its record was, and which record that was. */
type Look = {
  head: string | undefined;
  stretches: Map<Stretch, Promise<ReadonlyMap<string, Item>>>;
  events?: Promise<LedgerEvent[]> | undefined;
};

/** Demands of which an instance keeps what it read; who waits for one asks for the same again and again. */
const MOST_KEPT = 8;

/** What an instance read of the demands that it was asked for last, for invocations that find them unchanged. */
export type KeptLooks = {
  find: (demandId: string, head: string) => Look | undefined;
  keep: (demandId: string, look: Look) => void;
};

export function keptLooks(): KeptLooks {
  const kept = new Map<string, Look>();
  return {
    find: (demandId, head) => {
      const look = kept.get(demandId);
      return look?.head === head ? look : undefined;
    },
    keep: (demandId, look) => {
      kept.delete(demandId);
      kept.set(demandId, look);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) return;
        kept.delete(oldest);
      }
    },
  };
}

/**
 * A store for one invocation that asks for much of a demand. It reads whole stretches of what stands beside it, each when
 * first something of it is asked for after the demand itself was read, and what begins alike at once, and answers from them
 * until the demand is read again as another, or changed. So what it tells is never older than the record that was read last;
 * who waits for something that another writes must read the record again.
 * @param kept what earlier invocations read, which is asked for only after the demand was read in this one
 */
export function oneLook(
  store: DemandStore,
  readStretch: ReadStretch,
  { stretches = APART, kept = keptLooks() }: { stretches?: readonly Stretch[]; kept?: KeptLooks } = {},
): DemandStore {
  const looks = new Map<string, Look>();
  const lookAt = (demandId: string): Look => {
    const look = looks.get(demandId) ?? { head: undefined, stretches: new Map() };
    looks.set(demandId, look);
    return look;
  };
  const itemsOf = (demandId: string, stretch: Stretch) => {
    const read = lookAt(demandId).stretches;
    const items = read.get(stretch) ?? readStretch(demandId, stretch);
    read.set(stretch, items);
    items.catch(() => read.delete(stretch));
    return items;
  };
  /** Where a part is, or all parts whose keys begin like this: on a stretch of its own, or on one that was read before. */
  const stretchOf = (demandId: string, key: string): Stretch | undefined =>
    [...stretches, ...lookAt(demandId).stretches.keys()].find((stretch) => has(stretch, key));
  return {
    ...store,
    // By itself, and before what stands beside it: pages of a query are of different moments, and so may be its items.
    read: async (demandId) => {
      const record = await store.read(demandId);
      // Every change of what stands beside it, but of when it is due, changes the head: where that is the same, so is the rest.
      const head = record?.head;
      if (head === undefined || head !== looks.get(demandId)?.head) {
        const look = (head && kept.find(demandId, head)) || { head, stretches: new Map() };
        looks.set(demandId, look);
        if (head) kept.keep(demandId, look);
      }
      return record;
    },
    part: async (demandId, part) => {
      const stretch = stretchOf(demandId, part.key);
      if (!stretch) return store.part(demandId, part);
      const item = (await itemsOf(demandId, stretch)).get(part.key);
      if (item && piecesOf(item) > 0) return store.part(demandId, part);
      return item && part.stored.read(item);
    },
    parts: async (demandId, beginning) => {
      const { key } = beginning;
      const stretch = stretchOf(demandId, key) ?? { from: key, to: `${key}${LAST}` };
      const found = [...(await itemsOf(demandId, stretch))].filter(([at]) => at.startsWith(key));
      if (found.some(([, item]) => piecesOf(item) > 0)) return store.parts(demandId, beginning);
      return found.map(([, item]) => beginning.stored.read(item));
    },
    events: async (demandId) => {
      const look = lookAt(demandId);
      const told = look.events ?? store.events(demandId);
      look.events = told;
      told.catch(() => {
        look.events = undefined;
      });
      return [...(await told)];
    },
    commit: async (commit) => {
      try {
        return await store.commit(commit);
      } finally {
        looks.delete(commit.record.id);
      }
    },
  };
}
