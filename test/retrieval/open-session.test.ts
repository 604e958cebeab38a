import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { type Grant, SCOPE, type Scope } from '../../functions/ledger/parts/scope.part.ts';
import type { Service } from '../../functions/provider/services.ts';
import type { FoundInGrant, GrantKey } from '../../functions/retrieval/broker.ts';
import { closeSession } from '../../functions/retrieval/close-session.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { openSession } from '../../functions/retrieval/open-session.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { type Desk, fileApproved, openDesk } from './approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

const CALLED_OFF = [
  ['was withdrawn', { withdrawnAt: '2026-11-20T11:00:00.000Z' }],
  ['a court set aside', QUASHED],
] as const;

const DATA = ['content.mail', 'traffic.call-records'];
const [MAIL, CALLS] = [0, 1];

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

/** A demand whose scope has a grant of mail and one of calls. */
async function compiled(record: Partial<DemandRecord> = {}): Promise<string> {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: DATA }), ...record },
    determination: determinationOf({ authorised: DATA }),
    review: reviewOf({ items: DATA }),
  });
  await compileScope({ demandId, round: 1 }, { ...desk.ledger, dictionary });
  return demandId;
}

/** Opens a grant as the connector of a service, with the table as something makes it look. */
async function open(service: Service, key: GrantKey, seen: Partial<DemandStore> = {}) {
  const assumed: Grant[] = [];
  const answer = openSession(service, key, {
    ...desk.ledger,
    store: { ...desk.ledger.store, ...seen },
    vouched: new Map(),
    freezes: new Map(),
    compiled: new Map(),
    assume: async (_, { grant }) => {
      assumed.push(grant);
      return { credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' } };
    },
  });
  return { answer: await answer.catch((error: Error) => error.message), assumed };
}

const keyOf = (demandId: string, grant: number): GrantKey => ({ demandId, round: 1, grant });
const actionsOf = async (demandId: string) =>
  (await desk.ledger.store.events(demandId)).map(({ action }) => action);

/** The store, with one of its answers changed on the way. */
const seeing = {
  record: (change: (record: DemandRecord) => DemandRecord): Partial<DemandStore> => ({
    read: async (id) => {
      const record = await desk.ledger.store.read(id);
      return record && change(record);
    },
  }),
  part: <T extends object>(key: string, change: (part: T) => T | undefined): Partial<DemandStore> => ({
    part: async (id, part) => {
      const found = await desk.ledger.store.part(id, part);
      return part.key === key && found !== undefined
        ? (change(found as T) as typeof found | undefined)
        : found;
    },
  }),
  events: (change: (events: LedgerEvent[]) => LedgerEvent[]): Partial<DemandStore> => ({
    events: async (id) => change(await desk.ledger.store.events(id)),
  }),
};

describe('a session', () => {
  it('is opened with what is stored, and the ledger told before', async () => {
    const demandId = await compiled();
    const { answer, assumed } = await open('mail', keyOf(demandId, MAIL));
    const scope = await desk.ledger.store.part(demandId, SCOPE(1));
    expect(assumed).toEqual([scope?.grants[MAIL]]);
    expect(answer).toEqual({
      is: 'open',
      grant: scope?.grants[MAIL],
      credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
      frozen: [],
      unfrozen: [{ item: 'content.mail', spans: [scope?.grants[MAIL]?.period] }],
    });
    expect(await actionsOf(demandId)).toEqual(['demand.filed', 'scope.compiled', 'retrieval.started']);
  });

  it('is opened again while its harvest does not stand, and told once', async () => {
    const demandId = await compiled();
    for (let run = 0; run < 3; run += 1)
      expect((await open('mail', keyOf(demandId, MAIL))).answer).toMatchObject({ is: 'open' });
    expect(await actionsOf(demandId)).toEqual(['demand.filed', 'scope.compiled', 'retrieval.started']);
  });

  const wider = (scope: Scope): Scope => ({
    ...scope,
    grants: scope.grants.map((grant) => ({ ...grant, account: 'acct-0002' })),
  });
  const REFUSED: [string, Service, number, Partial<DemandStore>, string][] = [
    ['the grant of another service', 'calls', MAIL, {}, 'another service'],
    ['a grant that there is not', 'mail', 2, {}, 'without a grant'],
    ['no demand', 'mail', MAIL, { read: async () => undefined }, 'no such demand'],
    [
      'a demand that waits for its review',
      'mail',
      MAIL,
      seeing.record((record) => ({ ...record, status: 'awaiting-review' }) as DemandRecord),
      'not reviewed',
    ],
    [
      'a demand that was sealed',
      'mail',
      MAIL,
      seeing.record((record) => ({ ...record, status: 'sealed' }) as DemandRecord),
      'not reviewed',
    ],
    [
      'another round',
      'mail',
      MAIL,
      seeing.record((record) => ({ ...record, round: 2 })),
      'not the present one',
    ],
    ['no scope', 'mail', MAIL, seeing.part('scope#1', () => undefined), 'without a scope'],
    ['no review', 'mail', MAIL, seeing.part('review#1', () => undefined), 'without a scope and a review'],
    [
      'a refusal',
      'mail',
      MAIL,
      seeing.part('review#1', (review) => ({ ...review, decision: 'refuse' })),
      'nobody approved',
    ],
    ['a scope that was changed', 'mail', MAIL, seeing.part('scope#1', wider), 'does not vouch'],
    [
      'a review that was changed',
      'mail',
      MAIL,
      seeing.part('review#1', (review) => ({ ...review, items: ['content'] })),
      'does not vouch',
    ],
    [
      'a ledger that was changed',
      'mail',
      MAIL,
      seeing.events((events) => events.map((event) => ({ ...event, detail: {} }))),
      'not whole',
    ],
    ['a ledger that lost its end', 'mail', MAIL, seeing.events((events) => events.slice(0, -1)), 'not whole'],
    ['no ledger', 'mail', MAIL, seeing.events(() => []), 'not whole'],
    [
      'items that the service does not hold',
      'calls',
      CALLS,
      seeing.part('scope#1', (scope: Scope) => ({
        ...scope,
        grants: scope.grants.map((grant) => ({ ...grant, items: [...grant.items, 'content.mail'] })),
      })),
      'does not vouch',
    ],
  ];
  it.each(REFUSED)('is not opened for %s', async (_, service, grant, seen, why) => {
    const demandId = await compiled();
    const before = await actionsOf(demandId);
    const { answer, assumed } = await open(service, keyOf(demandId, grant), seen);
    expect(answer).toEqual(expect.stringContaining(why));
    expect(assumed).toEqual([]);
    expect(await actionsOf(demandId)).toEqual(before);
  });

  it.each(CALLED_OFF)('is not opened for a demand that %s', async (_, of) => {
    const demandId = await compiled();
    const calledOff = seeing.record((record) => ({ ...record, ...of }));
    expect(await open('mail', keyOf(demandId, MAIL), calledOff)).toEqual({
      answer: { is: 'withdrawn' },
      assumed: [],
    });
  });

  it('is not opened before the ledger could be told', async () => {
    const demandId = await compiled();
    const commit = async () => {
      throw new Error('the recorder is away');
    };
    const { answer, assumed } = await open('mail', keyOf(demandId, MAIL), { commit });
    expect(answer).toBe('the recorder is away');
    expect(assumed).toEqual([]);
  });

  it('is closed for good when its harvest stands', async () => {
    const demandId = await compiled();
    await open('mail', keyOf(demandId, MAIL));
    expect(await close('mail', demandId, [foundOf(MAIL)])).toEqual({ is: 'closed' });
    expect(await open('mail', keyOf(demandId, MAIL))).toEqual({ answer: { is: 'complete' }, assumed: [] });
  });

  it.each(['sealed', 'awaiting-release', 'release-decided', 'released'] as const)(
    'is not opened, and does not fail, for an execution that starts again on a demand that is %s',
    async (status) => {
      const demandId = await compiled();
      await open('mail', keyOf(demandId, MAIL));
      await close('mail', demandId, [foundOf(MAIL)]);
      const later = seeing.record((record) => ({ ...record, status }) as DemandRecord);
      expect(await open('mail', keyOf(demandId, MAIL), later)).toEqual({
        answer: { is: 'complete' },
        assumed: [],
      });
      expect(await open('calls', keyOf(demandId, CALLS), later)).toEqual({
        answer: 'a retrieval of a demand that is not reviewed',
        assumed: [],
      });
    },
  );
});

const foundOf = (grant: number, own: Partial<FoundInGrant> = {}): FoundInGrant => ({
  grant,
  counts: { 'content.mail': 2 },
  fields: { 'content.mail': ['from'] },
  records: { sha256: '0'.repeat(64), size: 10, byHash: true },
  blobs: { count: 2, bytes: 5 },
  ...own,
});

const close = (service: Service, demandId: string, found: FoundInGrant[], seen: Partial<DemandStore> = {}) =>
  closeSession(
    service,
    { demandId, round: 1, found },
    { ...desk.ledger, store: { ...desk.ledger.store, ...seen }, vouched: new Map(), freezes: new Map() },
  );

describe('what a connector says that it found', () => {
  it('is told, of the account and the service that the scope names', async () => {
    const demandId = await compiled();
    await close('mail', demandId, [foundOf(MAIL)]);
    expect(await desk.ledger.store.part(demandId, HARVEST(1, MAIL))).toMatchObject({
      account: 'acct-0001',
      service: 'mail',
      counts: { 'content.mail': 2 },
    });
    expect((await desk.ledger.store.events(demandId)).at(-1)).toMatchObject({
      action: 'retrieval.completed',
      detail: { service: 'mail', grant: MAIL, blobs: 2, bytes: 5 },
    });
  });

  it('stands: what is said again changes nothing, whatever it is', async () => {
    const demandId = await compiled();
    await close('mail', demandId, [foundOf(MAIL)]);
    const before = await desk.ledger.store.events(demandId);
    const other = foundOf(MAIL, { counts: { 'content.mail': 0 } });
    expect(await close('mail', demandId, [other])).toEqual({ is: 'closed' });
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
    expect(await desk.ledger.store.part(demandId, HARVEST(1, MAIL))).toMatchObject({
      counts: { 'content.mail': 2 },
    });
  });

  it.each([
    ['of the grant of another service', 'calls', [foundOf(MAIL)], 'another service'],
    ['of a grant that there is not', 'mail', [foundOf(7)], 'without a grant'],
    ['of one grant twice', 'mail', [foundOf(MAIL), foundOf(MAIL)], 'closed twice'],
    ['without one of its items', 'mail', [foundOf(MAIL, { counts: {} })], 'other items'],
    [
      'with an item that was not granted',
      'mail',
      [foundOf(MAIL, { counts: { 'content.mail': 1, 'traffic.mail-headers': 1 } })],
      'other items',
    ],
    [
      'with fields of an item that was not granted',
      'mail',
      [foundOf(MAIL, { fields: { 'traffic.mail-headers': ['to'] } })],
      'other items',
    ],
  ] as const)('is refused %s', async (_, service, found, why) => {
    const demandId = await compiled();
    const before = await actionsOf(demandId);
    await expect(close(service, demandId, [...found])).rejects.toThrow(why);
    expect(await actionsOf(demandId)).toEqual(before);
  });

  it.each(CALLED_OFF)('is not kept of a demand that %s', async (_, of) => {
    const demandId = await compiled();
    const calledOff = seeing.record((record) => ({ ...record, ...of }));
    expect(await close('mail', demandId, [foundOf(MAIL)], calledOff)).toEqual({ is: 'withdrawn' });
    expect(await desk.ledger.store.part(demandId, HARVEST(1, MAIL))).toBeUndefined();
  });

  it('is believed by nobody who was not asked for it: the review stands beside it', async () => {
    const demandId = await compiled();
    const refused = seeing.part('review#1', (review) => ({ ...review, decision: 'refuse' }));
    await expect(close('mail', demandId, [foundOf(MAIL)], refused)).rejects.toThrow('nobody approved');
    expect(await desk.ledger.store.part(demandId, REVIEW(1))).toMatchObject({ decision: 'approve' });
  });
});
