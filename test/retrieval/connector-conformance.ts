import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Service } from '../../functions/provider/services.ts';
import { accessOf, type StoreNames } from '../../functions/retrieval/access.ts';
import type { Clients, Connector } from '../../functions/retrieval/connector.ts';
import { ALL_TIME } from '../../functions/shared/instant-range.ts';
import type { Grant } from '../../packages/connector/contract.ts';
import { Bench } from '../../packages/connector/kit/bench.ts';
import { CHECKS, runCheck } from '../../packages/connector/kit/check-connector.ts';
import type { Attempt, Subject } from '../../packages/connector/kit/subject.ts';
import { guardedClients } from '../kit/guarded-clients.ts';

/** What is other than usual in an attempt. */
type FixtureAttempt = { connector?: Connector; account?: string; clients?: Partial<Clients> };

/** What a provider gives to have its connector tested. */
export type ConnectorFixture = {
  connector: Connector;
  /** The names that it was made with. */
  stores: StoreNames;
  /** What of a session's clients it uses. */
  clients: Partial<Clients>;
  /** An account that has records of every item of the connector, several of those that have a time. */
  account: string;
  /** An account that exists and has none of the connector's records. */
  emptyAccount: string;
  /** The same over a store that gives pages of two. Needed where no table is queried; of those that are, it is tried anyway. */
  smallPages?: FixtureAttempt;
  /**
   * Ways in which its store fails, one of them after its first page. Needed where no table is queried; of those that are, it is
   * tried that they refuse, and that they fail at their second page.
   */
  broken?: readonly (FixtureAttempt & { what: string })[];
};

/**
 * What every connector must keep: the contract, by the kit of packages/connector, with clients that reach what a session
 * of its grant would, with small pages and with stores that fail; and, of what such a session bounds, that it asks for no
 * more. A provider calls it with a connector of its own.
 */
export function connectorConformance(name: string, open: () => Promise<ConnectorFixture>): void {
  describe(`the connector of ${name}`, () => {
    let fixture: ConnectorFixture;
    let bench: Bench<Clients>;
    beforeAll(async () => {
      fixture = await open();
      bench = new Bench(subjectOf(fixture));
    });

    it.each(CHECKS.map((check) => [check.says, check] as const))('%s', async (_says, check) => {
      expect(await runCheck(check, bench)).toEqual([]);
    });

    it('cannot reach with its least access what another item needs', async () => {
      const { connector, clients, account } = fixture;
      const grant = { account, service: connector.service, items: connector.items, period: ALL_TIME };
      for (const item of connector.items) {
        const others = connector.items.filter((one) => one !== item);
        const given = reachOf(fixture, [item]);
        const needed = reachOf(fixture, others);
        const guarded = guardedClients(allOf(clients), account, accessFor(fixture, [item]));
        if (needed.some((one) => !given.includes(one)))
          await expect(readAll(connector, grant, guarded)).rejects.toThrow('not authorized');
      }
    });
  });
}

function subjectOf(fixture: ConnectorFixture): Subject<Clients> {
  const { connector, account, emptyAccount } = fixture;
  const attempt = ({ clients, ...own }: FixtureAttempt): Attempt<Clients> => ({
    ...own,
    clientsFor: (grant) =>
      guardedClients(allOf(clients ?? fixture.clients), grant.account, accessFor(fixture, grant.items)),
  });
  const ofTables = failuresOfTables(fixture);
  const { secrets } = accessFor(fixture, connector.items);
  if (ofTables.length === 0 && !(fixture.smallPages && fixture.broken?.length))
    throw new Error(
      'Bring smallPages and broken: without a table, how the store gives pages and fails is known to you alone.',
    );
  return {
    ...attempt({}),
    connector,
    account,
    emptyAccount,
    smallPages: attempt(fixture.smallPages ?? { clients: smallPages(allOf(fixture.clients)) }),
    broken: [
      ...ofTables,
      ...(secrets.length > 0
        ? [{ what: 'a secret that is refused', clientsFor: () => refused(fixture) }]
        : []),
      ...(fixture.broken ?? []).map(({ what, ...own }) => ({ what, ...attempt(own) })),
    ],
  };
}

/** Ways in which tables fail, of whatever connector. */
function failuresOfTables(fixture: ConnectorFixture): NonNullable<Subject<Clients>['broken']>[number][] {
  const { tables } = accessFor(fixture, fixture.connector.items);
  if (tables.length === 0) return [];
  const clients = allOf(fixture.clients);
  const refuses = {
    what: 'a table that refuses',
    clientsFor: ({ items }: Grant) => guardedClients(clients, 'acct-other', accessFor(fixture, items)),
  };
  // Of what is read by key there is no second page.
  return tables.some(({ action }) => action === 'Query')
    ? [refuses, { what: 'a table without its second page', clientsFor: () => onePage(clients) }]
    : [refuses];
}

const refused = ({ clients, account }: ConnectorFixture) =>
  guardedClients(allOf(clients), account, { tables: [], buckets: [], secrets: [] });

/** Of stores that a fixture does not bring, nothing is there. */
const allOf = (clients: Partial<Clients>): Clients => ({
  documents: NOWHERE,
  bucket: () => {
    throw new Error('no such bucket');
  },
  secret: () => {
    throw new Error('no such secret');
  },
  ...clients,
});
const NOWHERE = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: 'http://127.0.0.1:1', region: 'none', maxAttempts: 1 }),
);

async function readAll(connector: Connector, grant: Grant, clients: Clients): Promise<void> {
  for await (const _one of connector.read(grant, clients));
}

const accessFor = ({ connector, stores }: ConnectorFixture, items: readonly string[]) =>
  accessOf(connector.service as Service, stores, items);
/** Attributes and secrets: what a session has more of for some items than for others. */
function reachOf(fixture: ConnectorFixture, items: readonly string[]): string[] {
  const { tables, secrets } = accessFor(fixture, items);
  return [...tables.flatMap(({ attributes }) => attributes), ...secrets];
}

/** The same stores, with pages of two. */
const smallPages = (clients: Clients) =>
  queriedWith(clients, (input) => {
    input.Limit = 2;
  });

/** The same, which fail when they are asked for more. */
const onePage = (clients: Clients) =>
  queriedWith(smallPages(clients), (input) => {
    if (input.ExclusiveStartKey) throw new Error('the store went away');
  });

type Query = { Limit?: number; ExclusiveStartKey?: unknown };

function queriedWith(clients: Clients, change: (input: Query) => void): Clients {
  const send = async (command: { constructor: { name: string }; input: Query }) => {
    if (command.constructor.name === 'QueryCommand') change(command.input);
    return Reflect.apply(clients.documents.send, clients.documents, [command]);
  };
  return {
    ...clients,
    documents: new Proxy(clients.documents, {
      get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
    }),
  };
}
