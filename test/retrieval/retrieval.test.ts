import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import type { GrantKey } from '../../functions/retrieval/broker.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { openSession } from '../../functions/retrieval/open-session.ts';
import { readWith } from '../../functions/retrieval/read-with.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { check, type Desk, fileApproved, openDesk, retrieve, sessionsOf } from './approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

const ALL = ['subscriber', 'sessions', 'traffic', 'content.mail', 'content.messages', 'content.files'];
const YEAR = { from: '2025-11-20', to: '2026-11-19' };

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

const fileAll = (record = {}) =>
  fileApproved(desk, {
    record: { demand: demandOf({ data: ALL, period: YEAR }), ...record },
    determination: determinationOf({ authorised: ALL }),
    review: reviewOf({ items: ALL, period: YEAR }),
  });

const actionsOf = async (demandId: string) =>
  (await desk.ledger.store.events(demandId)).map(({ action }) => action);

describe('a retrieval', () => {
  it('reads every service inside its grants, and its harvest passes the check', async () => {
    const demandId = await fileAll();
    await retrieve(desk, demandId);
    await check(desk, demandId);

    const parts = await desk.ledger.store.parts(demandId, HARVEST(1, ''));
    expect(parts.map(({ service }) => service)).toEqual([
      'subscribers',
      'sessions',
      'mail',
      'messages',
      'calls',
      'files',
    ]);
    const counts = Object.assign({}, ...parts.map((part) => part.counts));
    expect(Object.values(counts).every((count) => typeof count === 'number' && count > 0)).toBe(true);
    expect(desk.sessions).toEqual(Array(6).fill('acct-0001'));
    const actions = await actionsOf(demandId);
    expect(actions.slice(0, 4)).toEqual([
      'demand.filed',
      'scope.compiled',
      'retrieval.started',
      'retrieval.completed',
    ]);
    expect(actions.at(-1)).toBe('harvest.checked');
    expect(findChainFaults(await desk.ledger.store.events(demandId))).toEqual([]);
  });

  it('that is run again changes nothing', async () => {
    const demandId = await fileAll();
    await retrieve(desk, demandId);
    await check(desk, demandId);
    const before = await desk.ledger.store.events(demandId);
    const opened = desk.sessions.length;
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
    expect(desk.sessions.length).toBe(opened);
  });

  it('that was cut off in the middle is run again to the same harvest', async () => {
    const [whole, cut] = [await fileAll(), await fileAll()];
    await retrieve(desk, whole);
    const create = desk.harvest.create;
    let writes = 0;
    desk.harvest.create = async (...args) => {
      writes += 1;
      if (writes === 12) throw new Error('the connection was lost');
      return create(...args);
    };
    await expect(retrieve(desk, cut)).rejects.toThrow('the connection was lost');
    await retrieve(desk, cut);
    desk.harvest.create = create;
    await check(desk, cut);

    const objectsOf = (id: string) =>
      [...desk.harvest.objects]
        .filter(([key]) => key.startsWith(`${id}/`))
        .map(([key, bytes]) => [key.slice(id.length), sha256Hex(bytes)])
        .sort();
    expect(objectsOf(cut)).toEqual(objectsOf(whole));
  });

  it('tells the ledger before it reads', async () => {
    const demandId = await fileAll();
    const { grants } = await compileScope({ demandId, round: 1 }, { ...desk.ledger, dictionary });
    const [input] = grants;
    if (!input) throw new Error('no grant');
    const { clock } = desk.ledger;
    const assume = async () => {
      expect(await actionsOf(demandId)).toContain('retrieval.started');
      throw new Error('no session');
    };
    const deps = { ...desk.ledger, vouched: new Map(), freezes: new Map(), compiled: new Map(), assume };
    const { sessionOf, broker } = sessionsOf(desk, 'subscribers');
    const open = (key: GrantKey) => openSession('subscribers', key, deps);
    const connector = desk.stores.connectors.subscribers;
    const run = readWith(input, { connector, broker: { ...broker, open }, sessionOf, clock });
    await expect(run).rejects.toThrow('no session');
    expect(await actionsOf(demandId)).not.toContain('retrieval.completed');
  });

  it('of a withdrawn demand does not happen', async () => {
    const demandId = await fileAll({ withdrawnAt: '2026-11-20T11:00:00.000Z' });
    const opened = desk.sessions.length;
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect(await actionsOf(demandId)).toEqual(['demand.filed']);
    expect(desk.sessions.length).toBe(opened);
  });

  it('of a demand that a court set aside does not happen, and fails nowhere', async () => {
    const demandId = await fileAll(QUASHED);
    const opened = desk.sessions.length;
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect(await actionsOf(demandId)).toEqual(['demand.filed', 'scope.compiled']);
    expect(desk.sessions.length).toBe(opened);
  });

  it('does not happen without an approval', async () => {
    const demandId = await fileApproved(desk, {
      determination: determinationOf(),
      review: reviewOf({ decision: 'refuse' }),
    });
    await expect(retrieve(desk, demandId)).rejects.toThrow('nobody approved');
  });

  it('says 0 of what it looked for and did not find', async () => {
    const period = { from: '2024-11-25', to: '2024-11-25' };
    const demandId = await fileApproved(desk, {
      record: { demand: demandOf({ data: ['content.mail'], period }) },
      determination: determinationOf({ authorised: ['content.mail'] }),
      review: reviewOf({ items: ['content.mail'], period }),
    });
    await retrieve(desk, demandId);
    await check(desk, demandId);
    const part = await desk.ledger.store.part(demandId, HARVEST(1, 0));
    expect(part?.counts).toEqual({ 'content.mail': 0 });
  });

  it('puts nothing of what it found into the ledger', async () => {
    const demandId = await fileAll();
    await retrieve(desk, demandId);
    const text = JSON.stringify(await desk.ledger.store.events(demandId));
    for (const canary of ['alice@example.com', 'Harrowgate', '203.0.113', '555010', '.eml'])
      expect(text).not.toContain(canary);
  });
});
