import type { Service } from '../../functions/provider/services.ts';
import { accessOf, type StoreNames } from '../../functions/retrieval/access.ts';
import type { Clients, Connector, Found } from '../../functions/retrieval/connector.ts';
import { ALL_TIME, type InstantRange } from '../../functions/shared/instant-range.ts';
import { guardedClients } from '../kit/guarded-clients.ts';

/** What a provider gives to have its connector tested. */
export type ConnectorFixture = {
  connector: Connector;
  /** The names that it was made with. */
  stores: StoreNames;
  clients: Clients;
  /** An account that has records of every item of the connector, several of those that have a time. */
  account: string;
  /** An account that exists and has none of the connector's records. */
  emptyAccount: string;
};

/** What every connector must keep. A provider calls it with a connector of its own. */
export function connectorConformance(name: string, open: () => Promise<ConnectorFixture>): void {
  describe(`the connector of ${name}`, () => {
    let fixture: ConnectorFixture;
    beforeAll(async () => {
      fixture = await open();
    });

    const read = async (own: {
      account?: string;
      items?: readonly string[];
      period?: InstantRange;
      clients?: Clients;
    }) => {
      const { connector } = fixture;
      const { account = fixture.account, items = connector.items, period = ALL_TIME } = own;
      const clients = own.clients ?? guardedClients(fixture.clients, account, accessFor(fixture, items));
      const grant = { account, service: connector.service, items: [...items], period };
      const found: Found[] = [];
      for await (const record of connector.read(grant, clients)) {
        if ('setAside' in record) throw new Error(`set aside: ${record.setAside}`);
        found.push(record);
      }
      return found;
    };
    const keyOf = ({ item, id }: Found) => `${item} ${id}`;

    it('finds records of every item that it serves', async () => {
      const found = await read({});
      expect(new Set(found.map(({ item }) => item))).toEqual(new Set(fixture.connector.items));
    });

    it('finds records of the account, the service and the items that it was asked for, and no others', async () => {
      for (const item of fixture.connector.items)
        for (const record of await read({ items: [item] }))
          expect(record).toMatchObject({
            account: fixture.account,
            service: fixture.connector.service,
            item,
          });
    });

    it('finds the same of one item, whether it is asked for alone or with others', async () => {
      const all = (await read({})).map(keyOf).sort();
      const single: string[] = [];
      for (const item of fixture.connector.items) single.push(...(await read({ items: [item] })).map(keyOf));
      expect(single.sort()).toEqual(all);
    });

    it('gives every record of an item an id of its own, and an instant that the system can compare', async () => {
      const found = await read({});
      expect(new Set(found.map(keyOf)).size).toBe(found.length);
      for (const { at } of found) if (at !== null) expect(new Date(at).toISOString()).toBe(at);
    });

    it('finds what happened at the first instant of a period, and nothing of the instant at which it ends', async () => {
      const timed = (await read({})).filter(({ at }) => at !== null);
      for (const { at, item, id } of timed.slice(0, 5)) {
        const next = new Date(Date.parse(at ?? '') + 1).toISOString();
        const during = await read({ items: [item], period: { from: at ?? '', to: next } });
        expect(during.map((one) => one.id)).toContain(id);
        expect(during.every((one) => one.at === at)).toBe(true);
        const before = await read({ items: [item], period: { from: ALL_TIME.from, to: at ?? '' } });
        expect(before.map((one) => one.id)).not.toContain(id);
      }
    });

    it('finds as much in the parts of a period as in the whole', async () => {
      const whole = (await read({})).filter(({ at }) => at !== null);
      const middle = whole.map(({ at }) => at ?? '').sort()[Math.floor(whole.length / 2)];
      if (middle === undefined) return;
      const first = await read({ period: { from: ALL_TIME.from, to: middle } });
      const second = await read({ period: { from: middle, to: ALL_TIME.to } });
      const parts = [...first, ...second].filter(({ at }) => at !== null);
      expect(parts.map(keyOf).sort()).toEqual(whole.map(keyOf).sort());
    });

    it('says that there is nothing by ending, where there is nothing', async () => {
      expect(await read({ account: fixture.emptyAccount })).toEqual([]);
    });

    it('reads on to the last page', async () => {
      const whole = (await read({})).map(keyOf);
      expect((await read({ clients: smallPages(fixture.clients) })).map(keyOf)).toEqual(whole);
    });

    it('throws when its store refuses, and does not call that nothing', async () => {
      const access = accessFor(fixture, fixture.connector.items);
      const clients = guardedClients(fixture.clients, 'acct-other', access);
      const readAll = async () => {
        for (const { blob } of await read({ clients })) await blob?.open();
      };
      await expect(readAll()).rejects.toThrow('not authorized');
    });

    it('cannot reach with its least access what another item needs', async () => {
      for (const item of fixture.connector.items) {
        const others = fixture.connector.items.filter((one) => one !== item);
        const needed = new Set(attributesOf(fixture, others));
        const given = attributesOf(fixture, [item]);
        const clients = guardedClients(fixture.clients, fixture.account, accessFor(fixture, [item]));
        if ([...needed].some((name) => !given.includes(name)))
          await expect(read({ items: fixture.connector.items, clients })).rejects.toThrow('not authorized');
      }
    });

    it('opens the bytes of records that have them', async () => {
      for (const { blob } of (await read({})).slice(0, 20)) {
        if (!blob) continue;
        let size = 0;
        for await (const chunk of await blob.open()) size += chunk.byteLength;
        expect(size).toBeGreaterThan(0);
      }
    });
  });
}

const accessFor = ({ connector, stores }: ConnectorFixture, items: readonly string[]) =>
  accessOf(connector.service as Service, stores, items);
const attributesOf = (fixture: ConnectorFixture, items: readonly string[]) =>
  accessFor(fixture, items).tables.flatMap(({ attributes }) => attributes);

/** The same stores, with pages of two. */
function smallPages(clients: Clients): Clients {
  const send = (command: { constructor: { name: string }; input: { Limit?: number } }) => {
    if (command.constructor.name === 'QueryCommand') command.input.Limit = 2;
    return Reflect.apply(clients.documents.send, clients.documents, [command]);
  };
  return {
    ...clients,
    documents: new Proxy(clients.documents, {
      get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
    }),
  };
}
