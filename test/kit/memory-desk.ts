import type { DemandListStore } from '../../functions/desk/demand-list.store.ts';
import type { Commit, DemandStore, DueStore } from '../../functions/ledger/demand.store.ts';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { DEMAND_SORT, demandKey, EVENT_PREFIX, eventKey } from '../../functions/ledger/demands.table.ts';
import { MAX_ITEMS } from '../../functions/ledger/dynamodb-demand.store.ts';
import { readEvent } from '../../functions/ledger/event.schema.ts';
import type { FilingStore } from '../../functions/ledger/filing.store.ts';
import { WAITING } from '../../functions/ledger/parts/waiting.schema.ts';
import { pendingOf } from '../../functions/ledger/pending.ts';
import type { Item } from '../../functions/ledger/stored.ts';
import type { TokenStore } from '../../functions/ledger/token.store.ts';
import { TransactionTooLarge } from '../../functions/shared/faults.ts';
import { memoryRetries } from './memory-retries.ts';
import { memoryTokens } from './memory-tokens.ts';
import { someClocks } from './some-clocks.ts';

/** The items of each demand by sort key. */
type Rows = Map<string, Map<string, Item>>;

const read = new WeakMap<Item, Map<(item: Item) => unknown, unknown>>();

/** What was read of an item once is what it says: items are never changed, and nor may be what is read of them. */
function readOnce<T>(item: Item, reading: (item: Item) => T): T {
  const known = read.get(item) ?? new Map<(item: Item) => unknown, unknown>();
  read.set(item, known);
  if (!known.has(reading)) known.set(reading, frozen(reading(item)));
  return known.get(reading) as T;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

/** The demands table in memory, behind all of its ports, for tests that walk many demands or look ahead on a copy. */
export function memoryDesk(rows: Rows = new Map(), tokens: TokenStore = memoryTokens()) {
  const of = (id: string) => rows.get(id) ?? new Map<string, Item>();
  const beginning = (id: string, begins: string) =>
    [...of(id)]
      .filter(([key]) => key.startsWith(begins))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
  const commit = async ({ record, event, parts }: Commit) => {
    const count = 2 + parts.length + pendingOf({ event }).length;
    if (count > MAX_ITEMS) throw new TransactionTooLarge(`${count} items in one transaction`);
    const demand = rows.get(record.id) ?? new Map<string, Item>();
    const before = Number(demand.get(DEMAND_SORT)?.version ?? 0);
    const isTaken = parts.some(({ key, mode }) => mode === 'create' && demand.has(key));
    if (before !== record.version - 1 || isTaken) return 'conflict' as const;
    const put = (key: string, item: object) => demand.set(key, JSON.parse(JSON.stringify(item)));
    put(demandKey(record.id).sk, record);
    put(eventKey(record.id, event.seq).sk, event);
    for (const { key, body } of parts) put(key, body);
    rows.set(record.id, demand);
    return 'committed' as const;
  };
  const store: DemandStore = {
    read: async (id) => {
      const item = of(id).get(DEMAND_SORT);
      return item && readOnce(item, RECORD.read);
    },
    part: async (id, { key, stored }) => {
      const item = of(id).get(key);
      return item && readOnce(item, stored.read);
    },
    parts: async (id, { key, stored }) => beginning(id, key).map((item) => readOnce(item, stored.read)),
    events: async (id) => beginning(id, EVENT_PREFIX).map((item) => readOnce(item, readEvent)),
    commit,
  };
  const dues: DueStore = {
    due: async function* (kind, until) {
      const found = [...rows].flatMap(([demandId, items]) =>
        [...items].flatMap(([key, { dueKind, dueAt }]) =>
          dueKind === kind && String(dueAt) <= until ? [{ demandId, key, dueAt: String(dueAt) }] : [],
        ),
      );
      yield* found.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    },
    postpone: async ({ demandId, dueAt }, to) => {
      const item = of(demandId).get(DEMAND_SORT);
      if (item?.dueAt === dueAt) of(demandId).set(DEMAND_SORT, { ...item, ...to });
    },
    settle: async ({ demandId, key }) => {
      const { dueKind: _kind, dueAt: _at, ...rest } = of(demandId).get(key) ?? {};
      of(demandId).set(key, rest);
    },
  };
  const filings: FilingStore = {
    readKey: async () => undefined,
    file: async (filed, _filing, takesBack) => {
      if (takesBack && (await commit(takesBack)) === 'conflict') return 'conflict';
      return commit(filed);
    },
  };
  const page = (isOne: (item: Item) => boolean) => ({
    demands: [...rows.values()].flatMap((items) => {
      const item = items.get(DEMAND_SORT);
      return item && isOne(item) ? [RECORD.read(item)] : [];
    }),
    next: undefined,
  });
  const lists: DemandListStore = {
    ofAuthority: async (authorityId) => page((item) => item.authorityId === authorityId),
    allIn: async (status) => ({ ...page((item) => item.status === status), isCut: false }),
    inStatus: async (status) => page((item) => item.status === status),
    waiting: async (kind) => {
      const ids = new Set<string>();
      for await (const { demandId } of dues.due(WAITING[kind], '9999')) ids.add(demandId);
      return ids;
    },
    these: async (ids) => page(({ id }) => ids.includes(String(id))).demands,
  };
  return {
    store,
    dues,
    retries: memoryRetries(),
    tokens,
    filings,
    lists,
    clocks: someClocks,
    // What is put is new each time, and nothing put is changed afterwards: items may be shared.
    copy: () => memoryDesk(new Map([...rows].map(([id, items]) => [id, new Map(items)])), tokens),
  };
}
export type MemoryDesk = ReturnType<typeof memoryDesk>;
