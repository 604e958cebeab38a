import { changeDemand } from '../../functions/ledger/change-demand.ts';
import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { MAX_AHEAD, type Opened, OpenRequest } from '../../functions/retrieval/broker.ts';
import { compileFreeze } from '../../functions/retrieval/compile-freeze.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { OpenAhead } from '../../functions/retrieval/open-ahead.ts';
import { openSession } from '../../functions/retrieval/open-session.ts';
import { readWith } from '../../functions/retrieval/read-with.ts';
import { ASK_EVERY_MS } from '../../functions/retrieval/while-standing.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, fileApproved, openDesk, sessionsOf } from './approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

const DATA = ['subscriber.name', 'subscriber.payment', 'subscriber.contact', 'sessions'];
const SUBSCRIBERS = [0, 1, 2];

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

/** A freezing of one account: a pass of three items of subscribers, and one of sessions. */
async function compiled() {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: DATA }), status: 'filed' },
    determination: determinationOf({ authorised: DATA }),
    review: reviewOf({ items: DATA }),
  });
  const { grants } = await compileFreeze(
    { demandId, round: 1, freeze: 'round' },
    { ...desk.ledger, dictionary, frozen: { demandsOf: async () => [] } },
  );
  const pass = grants.find(({ service }) => service === 'subscribers');
  const other = grants.find(({ service }) => service === 'sessions');
  if (!pass || !other) throw new Error('a pass of each service');
  return { demandId, pass, other };
}

const withdraw = (demandId: string) =>
  changeDemand(desk.ledger, demandId, (_, at) => ({
    set: { withdrawnAt: at },
    action: 'demand.withdrawn',
    actor: { kind: 'agent', subject: 'agent-1' },
    detail: {},
    result: undefined,
  }));

describe('grants that are opened with one', () => {
  /** Opens as the connector of subscribers, and says for which grants the role was assumed, with which items. */
  async function open(request: OpenRequest, isAway = false) {
    const assumed: [number, string[]][] = [];
    const answer = await openSession('subscribers', request, {
      ...desk.ledger,
      store: {
        ...desk.ledger.store,
        ...(isAway ? { commit: async () => Promise.reject(new Error('the recorder is away')) } : {}),
      },
      vouched: new Map(),
      freezes: new Map(),
      compiled: new Map(),
      assume: async ({ grant: number }, { grant }) => {
        assumed.push([number, [...grant.items]]);
        const name = String(number);
        return { credentials: { accessKeyId: name, secretAccessKey: name, sessionToken: name } };
      },
    }).catch((error: Error) => error.message);
    return { answer, assumed };
  }
  const actionsOf = async (demandId: string) =>
    (await desk.ledger.store.events(demandId)).map(({ action }) => action);
  const aheadOf = (answer: Opened | string) =>
    typeof answer === 'object' && answer.is === 'open' ? (answer.ahead ?? []) : [];

  it('have a session each, of their one item, and the ledger is told once, before', async () => {
    const { demandId, pass } = await compiled();
    expect([pass.grant, ...(pass.more ?? [])]).toEqual(SUBSCRIBERS);
    const key = { demandId, round: 1, freeze: '1', grant: 0, begins: true };
    expect((await open({ ...key, ahead: [1, 2] }, true)).assumed).toEqual([]);
    const { answer, assumed } = await open({ ...key, ahead: [1, 2] });
    expect(assumed.map(([number]) => number)).toEqual(SUBSCRIBERS);
    expect(new Set(assumed.flatMap(([, items]) => items)).size).toBe(3);
    expect(assumed.every(([, items]) => items.length === 1)).toBe(true);
    const ahead = aheadOf(answer);
    expect(ahead.map(({ number, opened }) => [number, opened.is])).toEqual([
      [1, 'open'],
      [2, 'open'],
    ]);
    expect(answer).toMatchObject({ credentials: { accessKeyId: '0' } });
    expect(ahead).toMatchObject([
      { opened: { credentials: { accessKeyId: '1' } } },
      { opened: { credentials: { accessKeyId: '2' } } },
    ]);
    expect((await actionsOf(demandId)).filter((action) => action === 'freeze.started')).toHaveLength(1);
  });

  it('are of the same pass: of others none is opened, whatever is asked for', async () => {
    const { demandId, other } = await compiled();
    const asked = { demandId, round: 1, freeze: '1', grant: 0, ahead: [other.grant, 1, 1, 0, 99] };
    const { answer, assumed } = await open(asked);
    expect(assumed.map(([number]) => number)).toEqual([0, 1]);
    expect(aheadOf(answer).map(({ number }) => number)).toEqual([1]);
  });

  it('are not opened where one of them stands, or the demand is withdrawn', async () => {
    const { demandId, pass } = await compiled();
    const connector = desk.stores.connectors.subscribers;
    if (!connector) throw new Error('no connector');
    const { more: _more, ...alone } = { ...pass, grant: 1 };
    await readWith(alone, { ...sessionsOf(desk, 'subscribers'), clock: desk.ledger.clock, connector });
    const asked = { demandId, round: 1, freeze: '1', grant: 0, ahead: [1, 2] };
    const { answer, assumed } = await open(asked);
    expect(assumed.map(([number]) => number)).toEqual([0, 2]);
    expect(aheadOf(answer).map(({ number, opened }) => [number, opened.is])).toEqual([
      [1, 'complete'],
      [2, 'open'],
    ]);
    await withdraw(demandId);
    expect(await open(asked)).toEqual({ answer: { is: 'withdrawn' }, assumed: [] });
  });

  it('are few', () => {
    const ahead = Array.from({ length: MAX_AHEAD + 1 }, (_, index) => index + 1);
    expect(OpenRequest.safeParse({ demandId: 'd', round: 1, grant: 0, ahead }).success).toBe(false);
  });
});

describe('a connector that has grants opened ahead', () => {
  it('asks once for a pass, and reads each grant with its own session', async () => {
    const { demandId, pass } = await compiled();
    const { broker, sessionOf } = sessionsOf(desk, 'subscribers');
    const asked: (readonly number[])[] = [];
    const used: string[] = [];
    const connector = desk.stores.connectors.subscribers;
    if (!connector) throw new Error('no connector');
    const answer = await readWith(pass, {
      connector,
      broker: {
        ...broker,
        open: (request) => {
          asked.push([request.grant, ...(request.ahead ?? [])]);
          return broker.open(request);
        },
      },
      sessionOf: (session, written) => {
        used.push(session.credentials.accessKeyId);
        return sessionOf(session, written);
      },
      clock: () => new Date('2026-11-20T12:00:00.000Z'),
    });
    expect(answer.left).toBe(false);
    expect(asked).toEqual([SUBSCRIBERS]);
    expect(new Set(used).size).toBe(3);
    expect(await desk.ledger.store.parts(demandId, FROZEN('1', ''))).toHaveLength(3);
    const told = await desk.ledger.store.events(demandId);
    expect(told.filter(({ action }) => action === 'freeze.started')).toHaveLength(1);
  });

  it('reads no grant that was opened longer ago than it would ask whether the demand stands', async () => {
    const { demandId, pass } = await compiled();
    const deps = sessionsOf(desk, 'subscribers');
    let now = Date.parse('2026-11-20T12:00:00.000Z');
    const read: string[] = [];
    const connector: Connector = {
      service: 'subscribers',
      items: DATA.slice(0, 3),
      async *read({ items: [item = ''] }) {
        read.push(item);
        // The first takes longer than a session may lie about; meanwhile the agent takes the demand back.
        now += ASK_EVERY_MS;
        await withdraw(demandId);
        yield* [];
      },
    };
    expect(await readWith(pass, { ...deps, connector, clock: () => new Date(now) })).toMatchObject({
      left: false,
    });
    expect(read).toHaveLength(1);
    expect(await desk.ledger.store.parts(demandId, FROZEN('1', ''))).toEqual([]);
  });

  it('uses each session once', async () => {
    const asked: OpenRequest[] = [];
    const opened = { is: 'open', frozen: [], unfrozen: [] } as unknown as Extract<Opened, { is: 'open' }>;
    const sessions = new OpenAhead({
      clock: () => new Date(0),
      broker: {
        open: async (request) => {
          asked.push(request);
          return { ...opened, ahead: (request.ahead ?? []).map((number) => ({ number, opened })) };
        },
      },
    });
    const key = { demandId: 'd', round: 1 };
    await sessions.open({ ...key, grant: 0 }, [1]);
    await sessions.open({ ...key, grant: 1 }, []);
    expect(asked).toHaveLength(1);
    // A later part of the same grant.
    await sessions.open({ ...key, grant: 1 }, []);
    expect(asked.map(({ grant }) => grant)).toEqual([0, 1]);
  });
});
