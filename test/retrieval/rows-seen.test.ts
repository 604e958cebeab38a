import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import type { Connector, Found, Unfound } from '../../functions/retrieval/connector.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { check, type Desk, fileApproved, freeze, openDesk, retrieve } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { FEW, openSampleStores } from './sample-stores.ts';

const YEAR = { from: '2025-11-20', to: '2026-11-19' };
const SERVICES = {
  mail: 'content.mail',
  messages: 'content.messages',
  sessions: 'sessions',
  calls: 'traffic.call-records',
  files: 'traffic.access-logs',
} as const;

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine, { ...FEW, accounts: 4 }));
});
afterAll(() => engine.stop());

const filed = (item: string) =>
  fileApproved(desk, {
    record: { demand: demandOf({ data: [item], period: YEAR }) },
    determination: determinationOf({ authorised: [item] }),
    review: reviewOf({ items: [item], period: YEAR }),
  });

/** A connector that says something else of every record, as long as it lies within the period. */
const lying = (
  connector: Connector,
  lie: (one: Found | Unfound, all: string[]) => Found | Unfound,
): Connector => ({
  ...connector,
  async *read(grant, clients) {
    const instants: string[] = [];
    for await (const one of connector.read(grant, clients)) {
      if (one.at) instants.push(one.at);
      yield lie(one, instants);
    }
  },
});

const shifted = (at: string | null, by: number) => new Date(Date.parse(at ?? '') + by).toISOString();
const LIES: Record<string, (one: Found | Unfound, instants: string[]) => Found | Unfound> = {
  'a millisecond later': (one) => ({ ...one, at: shifted(one.at, 1) }),
  'a month earlier': (one) => ({ ...one, at: shifted(one.at, -30 * 86_400_000) }),
  'the instant of another record': (one, [first]) => ({ ...one, at: first ?? one.at, id: one.id }),
  'a record of its own': (one) => ({ ...one, id: `${one.id}-made-up` }),
};

describe.each(Object.entries(SERVICES))(
  'what a connector of %s says of when something happened',
  (service, item) => {
    const name = service as keyof typeof SERVICES;

    it('is held against the rows that the store answered, and told', async () => {
      const demandId = await filed(item);
      await freeze(desk, demandId);
      const parts = await desk.ledger.store.parts(demandId, FROZEN(''));
      const found = parts.flatMap(({ counts, setAside = [] }) => [
        ...Object.values(counts),
        ...setAside.map(({ count }) => count),
      ]);
      const total = found.reduce((sum, count) => sum + count, 0);
      expect(parts.reduce((sum, { instants }) => sum + (instants?.byRow ?? 0), 0)).toBe(total);
      expect(parts.every(({ instants }) => instants?.byConnector === 0)).toBe(true);
      expect(total).toBeGreaterThan(1);
      const live = await filed(item);
      await retrieve(desk, live);
      await check(desk, live);
      const [harvest] = await desk.ledger.store.parts(live, HARVEST(1, ''));
      expect(harvest?.instants).toEqual({ byRow: total, byConnector: 0 });
    });

    it.each(Object.entries(LIES))('stops where it is %s', async (_, lie) => {
      const connectors = { ...desk.stores.connectors, [name]: lying(desk.stores.connectors[name], lie) };
      const liar = { ...desk, stores: { ...desk.stores, connectors } };
      const [frozen, read] = [await filed(item), await filed(item)];
      await expect(freeze(liar, frozen)).rejects.toThrow('none of its rows');
      await expect(retrieve(liar, read)).rejects.toThrow('none of its rows');
      expect(await desk.ledger.store.parts(frozen, FROZEN(''))).toEqual([]);
      expect(await desk.ledger.store.parts(read, HARVEST(1, ''))).toEqual([]);
    });
  },
);

it('of a store whose answers its connector alone sees, its word is told as that', async () => {
  const own: Connector = {
    ...desk.stores.connectors.sessions,
    async *read({ account }) {
      const of = { account, service: 'sessions', item: 'sessions' };
      yield { ...of, at: '2026-05-01T00:00:00.000Z', id: '1', fields: {} };
    },
  };
  const connectors = { ...desk.stores.connectors, sessions: own };
  const demandId = await filed('sessions');
  await freeze({ ...desk, stores: { ...desk.stores, connectors } }, demandId);
  const [part] = await desk.ledger.store.parts(demandId, FROZEN(''));
  expect(part?.instants).toEqual({ byRow: 0, byConnector: 1 });
});
