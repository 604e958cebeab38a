import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { CHECKING } from '../../functions/ledger/parts/checking.part.ts';
import {
  HARVEST,
  type HarvestPart,
  HarvestRecord,
  recordsKey,
} from '../../functions/ledger/parts/harvest.part.ts';
import { type CheckHarvestDeps, checkHarvest } from '../../functions/retrieval/check-harvest.ts';
import type { CheckLimits } from '../../functions/retrieval/part-of-check.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { check, checkingOf, type Desk, fileApproved, openDesk, retrieve } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

const NONE = { accounts: 1, mail: 0, messages: 0, calls: 0, recordings: 0, files: 0, sessions: 0 };
const ACCOUNTS = ['acct-one', 'acct-two'];
const ITEMS = ['content.mail', 'traffic.mail-headers'];
const PERIOD = { from: '2026-01-01', to: '2026-06-30' };
const MESSAGES = 5;
/** Small, so that ten messages are five parts. */
const LIMITS: CheckLimits = { blobs: 2, bytes: 1_000_000, grants: 10 };

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine, NONE));
  for (const account of ACCOUNTS)
    for (let number = 10; number < 10 + MESSAGES; number += 1) await putMail(account, number);
});
afterAll(() => engine.stop());

async function putMail(account: string, number: number): Promise<void> {
  const key = `${account}/${number}.eml`;
  desk.stores.buckets.mail.objects.set(
    key,
    Buffer.from(`Subject: ${number} of ${account}\r\n\r\nHello.\r\n`),
  );
  const item = { account, entry: `2026-03-02T10:00:${number}.000Z#m${number}`, id: `m${number}`, key };
  await engine.documents.send(
    new PutCommand({ TableName: desk.stores.names.MailTable, Item: { ...item, from: 'robin@example.org' } }),
  );
}

/** A demand for some accounts whose harvest is there. */
async function retrieved(accounts = ACCOUNTS): Promise<string> {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: ITEMS, period: PERIOD }) },
    determination: determinationOf({
      authorised: ITEMS,
      accounts: accounts.map((account) => ({ target: 0, account, customer: 'consumer' as const })),
    }),
    review: reviewOf({ items: ITEMS, period: PERIOD }),
  });
  await retrieve(desk, demandId);
  return demandId;
}

/** As the state machine calls it while something is left. @returns how many calls there were */
async function checkAll(demandId: string, deps: CheckHarvestDeps): Promise<number> {
  let calls = 1;
  while ((await checkHarvest({ demandId, round: 1 }, deps)).left) calls += 1;
  return calls;
}

const eventsOf = (demandId: string) => desk.ledger.store.events(demandId);
const told = async (demandId: string, action: string) =>
  (await eventsOf(demandId)).filter((event) => event.action === action).map(({ detail }) => detail);
const harvestsOf = async (demandId: string) =>
  (await desk.ledger.store.parts(demandId, HARVEST(1, ''))).sort((a, b) => a.grant - b.grant);

/** What a check came to, apart from when: to compare two demands for the same. */
async function outcomeOf(demandId: string) {
  const harvests = (await harvestsOf(demandId)).map(({ finishedAt: _, ...part }) => part);
  return { harvests, told: await told(demandId, 'harvest.checked') };
}

const linesOf = (demandId: string, part: HarvestPart): HarvestRecord[] => {
  const bytes = desk.harvest.objects.get(recordsKey(`${demandId}/1/${part.grant}/`, part.records));
  const lines = bytes?.toString().trimEnd().split('\n') ?? [];
  return lines.map((line) => HarvestRecord.parse(JSON.parse(line)));
};

/** Spoils the bytes of a message, counted over both accounts. */
async function spoil(demandId: string, index: number, how: 'altered' | 'missing'): Promise<void> {
  const part = (await harvestsOf(demandId))[index < MESSAGES ? 0 : 1];
  if (!part) throw new Error('no harvest');
  const blobs = linesOf(demandId, part).flatMap(({ blob }) => (blob ? [blob.sha256] : []));
  const key = `${demandId}/1/${part.grant}/blobs/${blobs[index % MESSAGES]}`;
  if (how === 'missing') desk.harvest.objects.delete(key);
  else desk.harvest.objects.set(key, Buffer.from('something else'));
}

describe('a large harvest', () => {
  it('is checked part by part, and each tells the ledger how far it is', async () => {
    const demandId = await retrieved();
    expect(await checkAll(demandId, checkingOf(desk, LIMITS))).toBe(5);
    const parts = await told(demandId, 'harvest.checking');
    expect(parts.map(({ part }) => part)).toEqual([1, 2, 3, 4]);
    const of = { grants: 2, records: 4 * MESSAGES, bytes: expect.any(Number) };
    expect(parts[2]).toEqual({ round: 1, part: 3, checked: expect.objectContaining({ grants: 1 }), of });
    const record = await desk.ledger.store.read(demandId);
    if (!record) throw new Error('no such demand');
    const { progress } = await viewDemand(record, desk.ledger);
    expect(progress?.retrieval).toMatchObject({ grants: 2, of: 2, records: 4 * MESSAGES, isDone: true });
    expect(progress?.check).toMatchObject({ grants: 2, of: { records: 4 * MESSAGES }, isDone: true });
    const [checked] = await told(demandId, 'harvest.checked');
    expect(checked).toMatchObject({ grants: 2, records: 4 * MESSAGES, blobs: 2 * MESSAGES, setAside: [] });
  });

  it('that is a small one tells nothing but its end', async () => {
    const demandId = await retrieved();
    await check(desk, demandId);
    expect(await told(demandId, 'harvest.checking')).toEqual([]);
    expect(await desk.ledger.store.part(demandId, CHECKING(1))).toBeUndefined();
  });

  it('reads each of its bytes once', async () => {
    const demandId = await retrieved();
    const read: string[] = [];
    const deps = checkingOf(desk, LIMITS);
    const harvest = noting(read, deps.harvest);
    await checkAll(demandId, { ...deps, harvest });
    const blobs = read.filter((key) => key.includes('/blobs/'));
    expect([blobs.length, new Set(blobs).size]).toEqual([2 * MESSAGES, 2 * MESSAGES]);
  });

  it('comes to the same in parts as in one go, whatever its bytes are', async () => {
    const spoiled = fc.dictionary(
      fc.nat(2 * MESSAGES - 1).map(String),
      fc.constantFrom('altered', 'missing'),
    );
    const limits = fc.record({
      blobs: fc.integer({ min: 1, max: 9 }),
      grants: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(spoiled, limits, fc.integer({ min: 30, max: 200 }), async (faults, some, bytes) => {
        const [whole, parts] = [await retrieved(), await retrieved()];
        for (const demandId of [whole, parts])
          for (const [index, how] of Object.entries(faults)) await spoil(demandId, Number(index), how);
        await check(desk, whole);
        await checkAll(parts, checkingOf(desk, { ...some, bytes }));
        expect(await outcomeOf(parts)).toEqual(await outcomeOf(whole));
      }),
      { numRuns: 5 },
    );
  });

  it('goes on where it was cut off, before and after every call of a store', async () => {
    const one = async () => {
      const demandId = await retrieved(ACCOUNTS.slice(0, 1));
      await spoil(demandId, 3, 'altered');
      return demandId;
    };
    const limits = { ...LIMITS, blobs: 3 };
    const whole = await one();
    await check(desk, whole);
    const expected = await outcomeOf(whole);
    for (let nth = 1, isCut = true; isCut; nth += 1) {
      const demandId = await one();
      const cut = cutOff(checkingOf(desk, limits), nth);
      isCut = await checkAll(demandId, cut).then(
        () => false,
        ({ message }: Error) => message === 'cut off',
      );
      const before = (await told(demandId, 'harvest.checking')).length;
      // What was told stands: no part is done twice.
      if (isCut) expect(await checkAll(demandId, checkingOf(desk, limits))).toBe(2 - before);
      expect(await outcomeOf(demandId)).toEqual(expected);
      expect((await told(demandId, 'harvest.checking')).map(({ part }) => part)).toEqual([1]);
    }
  });

  it('is told once by two runs of one part, and of the last', async () => {
    const demandId = await retrieved();
    const deps = checkingOf(desk, LIMITS);
    const both = () => Promise.all([1, 2].map(() => checkHarvest({ demandId, round: 1 }, deps)));
    let calls = 1;
    while ((await both()).some(({ left }) => left)) calls += 1;
    expect(calls).toBe(5);
    expect((await told(demandId, 'harvest.checking')).map(({ part }) => part)).toEqual([1, 2, 3, 4]);
    expect(await told(demandId, 'harvest.checked')).toHaveLength(1);
  });

  it('is not taken back by a run that comes late', async () => {
    const demandId = await retrieved();
    const deps = checkingOf(desk, LIMITS);
    const late = new Promise<void>((resolve) => setTimeout(resolve, 300));
    const slow = { read: (key: string) => late.then(() => deps.harvest.read(key)) };
    const behind = checkHarvest({ demandId, round: 1 }, { ...deps, harvest: slow });
    await checkAll(demandId, deps);
    const stood = await desk.ledger.store.part(demandId, CHECKING(1));
    await behind;
    expect(await desk.ledger.store.part(demandId, CHECKING(1))).toEqual(stood);
    expect(await told(demandId, 'harvest.checking')).toHaveLength(4);
  });

  it.each([
    ['a part', LIMITS],
    ['the end', { ...LIMITS, blobs: 100 }],
  ])('is not refused by a run that reads what another told of %s', async (_, limits) => {
    const demandId = await retrieved();
    await spoil(demandId, 1, 'missing');
    const deps = checkingOf(desk, limits);
    let isBehind = true;
    const parts: CheckHarvestDeps['store']['parts'] = async (id, kind) => {
      if (isBehind && kind.key.startsWith('harvest#')) {
        isBehind = false;
        await checkAll(demandId, deps);
      }
      return deps.store.parts(id, kind);
    };
    const behind = { ...deps, store: { ...deps.store, parts } };
    expect(await checkHarvest({ demandId, round: 1 }, behind)).toEqual({ demandId, round: 1, left: true });
    expect(await checkHarvest({ demandId, round: 1 }, behind)).toEqual({ demandId, round: 1 });
    expect(await told(demandId, 'harvest.refused')).toEqual([]);
  });

  it('sets a message of a later part aside, with what earlier parts found', async () => {
    const demandId = await retrieved();
    await spoil(demandId, 1, 'missing');
    await spoil(demandId, 4, 'altered');
    await checkAll(demandId, checkingOf(desk, LIMITS));
    const [first] = await harvestsOf(demandId);
    expect(first?.setAside).toEqual([
      { item: 'content.mail', reason: 'altered', count: 1 },
      { item: 'content.mail', reason: 'missing', count: 1 },
    ]);
    expect(first?.withheld).toHaveLength(2);
    expect(first?.blobs.count).toBe(MESSAGES - 2);
  });

  it('is stopped by the last of its lines before any of its bytes is read', async () => {
    const demandId = await retrieved();
    const deps = checkingOf(desk, LIMITS);
    const read: string[] = [];
    const harvest = noting(read, deps.harvest);
    // The rules of a demand whose last messages are outside of it.
    const store = { ...deps.store, read: async (id: string) => narrowed(await deps.store.read(id)) };
    await expect(checkAll(demandId, { ...deps, store, harvest })).rejects.toMatchObject({
      name: 'HarvestOutsideScope',
      violation: 'period',
      recordIdSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(read.filter((key) => key.includes('/blobs/'))).toEqual([]);
    expect((await eventsOf(demandId)).at(-1)).toMatchObject({ action: 'harvest.refused' });
  });

  it('is stopped where its lines are others than those of the parts before', async () => {
    const demandId = await retrieved();
    const deps = checkingOf(desk, LIMITS);
    await checkHarvest({ demandId, round: 1 }, deps);
    const [part] = await harvestsOf(demandId);
    const key = recordsKey(`${demandId}/1/0/`, part?.records ?? { sha256: '', size: 0 });
    desk.harvest.objects.set(
      key,
      Buffer.concat([desk.harvest.objects.get(key) ?? Buffer.alloc(0), Buffer.from('{}\n')]),
    );
    await expect(checkAll(demandId, deps)).rejects.toMatchObject({ violation: 'records' });
  });

  it.each([
    ['is withdrawn', { withdrawnAt: '2026-11-20T13:00:00.000Z' }],
    ['is set aside by a court', QUASHED],
  ])('is checked no further when the demand %s', async (_, of) => {
    const demandId = await retrieved();
    const deps = checkingOf(desk, LIMITS);
    await checkHarvest({ demandId, round: 1 }, deps);
    const store: CheckHarvestDeps['store'] = {
      ...deps.store,
      read: async (id) => {
        const record = await deps.store.read(id);
        return record && { ...record, ...of };
      },
    };
    expect(await checkHarvest({ demandId, round: 1 }, { ...deps, store })).toEqual({ demandId, round: 1 });
    expect(await told(demandId, 'harvest.checking')).toHaveLength(1);
  });
});

/** A store that notes what is read of it. */
const noting = (read: string[], { read: from }: CheckHarvestDeps['harvest']) => ({
  read: (key: string) => {
    read.push(key);
    return from(key);
  },
});

type Read = Awaited<ReturnType<CheckHarvestDeps['store']['read']>>;
const narrowed = (record: Read): Read =>
  record && {
    ...record,
    demand: { ...record.demand, period: { from: '2026-01-01', to: '2026-03-02T10:00:13.000Z' } },
  };

/** Stores that fail before (odd) or after (even) a call: the first two of all calls are 1 and 2. */
function cutOff(deps: CheckHarvestDeps, nth: number): CheckHarvestDeps {
  let calls = 0;
  const cut = async <T>(run: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (2 * calls - 1 === nth) throw new Error('cut off');
    const value = await run();
    if (2 * calls === nth) throw new Error('cut off');
    return value;
  };
  const { store } = deps;
  return {
    ...deps,
    harvest: { read: (key) => cut(() => deps.harvest.read(key)) },
    store: { ...store, commit: (commit) => cut(() => store.commit(commit)) },
  };
}
