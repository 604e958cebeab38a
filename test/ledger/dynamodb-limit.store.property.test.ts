import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { dynamoLimitStore } from '../../functions/ledger/dynamodb-limit.store.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

const START = Date.parse('2026-11-23T09:00:00Z');
/** What is given is what is tested here, also by an engine that has the rest of the machine against it. */
const PATIENCE_MS = 30_000;
let rows = 0;

describe('a bucket of calls', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createPlainTable();
  });
  afterAll(() => engine.stop());

  /** A bucket of its own, with a clock that the test moves. */
  const arrange = (burst: number, everyMs: number) => {
    const time = { now: START };
    const store = dynamoLimitStore(engine.documents, table, () => new Date(time.now), PATIENCE_MS);
    rows += 1;
    const bucket = { what: 'POST /demands#calls', who: `person ${rows}`, burst, everyMs };
    return { time, take: () => store.take(bucket) };
  };
  const anyBucket = { burst: fc.integer({ min: 1, max: 5 }), everyMs: fc.integer({ min: 1, max: 5000 }) };

  it('gives in no stretch of time more than its burst and what came back in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...anyBucket, pauses: fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 25 }) }),
        async ({ burst, everyMs, pauses }) => {
          const { time, take } = arrange(burst, everyMs);
          const given: number[] = [];
          for (const pause of pauses) {
            time.now += pause;
            if ((await take()) === 0) given.push(time.now);
          }
          given.forEach((from, first) => {
            given.slice(first).forEach((to, more) => {
              expect(more + 1).toBeLessThanOrEqual(burst + Math.floor((to - from) / everyMs));
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says truly when to come again: not a millisecond before, and then for certain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...anyBucket, pauses: fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 }) }),
        async ({ burst, everyMs, pauses }) => {
          const { time, take } = arrange(burst, everyMs);
          for (const pause of pauses) {
            time.now += pause;
            await take();
          }
          let wait = await take();
          while (wait === 0) wait = await take();
          time.now += wait - 1;
          expect(await take()).toBe(1);
          time.now += 1;
          expect(await take()).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is full again after a while, and holds no more than its burst', async () => {
    const { time, take } = arrange(3, 1000);
    for (const expected of [0, 0, 0, 1000]) expect(await take()).toBe(expected);
    time.now += 3_600_000;
    for (const expected of [0, 0, 0, 1000]) expect(await take()).toBe(expected);
  });

  it.each([1, 5, 19])('gives exactly %d of twenty calls at once', async (burst) => {
    const { take } = arrange(burst, 60_000);
    const waits = await Promise.all(Array.from({ length: 20 }, take));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(burst);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(60_000);
  });

  it('is written once a call, also where calls come faster than they come back', async () => {
    let writes = 0;
    const counting = new Proxy(engine.documents, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name);
        writes += 1;
        return client.send.bind(client);
      },
    });
    const time = { now: START };
    const stores = [counting, engine.documents].map((client) =>
      dynamoLimitStore(client, table, () => new Date(time.now), PATIENCE_MS),
    );
    const [one, other] = stores;
    const bucket = { what: 'POST /demands#calls', who: 'person in haste', burst: 9, everyMs: 1000 };
    for (let call = 0; call < 4; call += 1) expect(await one?.take(bucket)).toBe(0);
    time.now += 60_000;
    for (let call = 0; call < 4; call += 1) expect(await one?.take(bucket)).toBe(0);
    expect(writes).toBe(8);
    // What another instance took counts, whatever this one saw last.
    for (let call = 0; call < 5; call += 1) expect(await other?.take(bucket)).toBe(0);
    expect(await one?.take(bucket)).toBe(1000);
    time.now += 60_000;
    expect(await other?.take(bucket)).toBe(0);
    for (let call = 0; call < 8; call += 1) expect(await one?.take(bucket)).toBe(0);
    expect(await one?.take(bucket)).toBe(1000);
  });

  it('is a row that names nobody and goes when it says nothing any more', async () => {
    const { take } = arrange(4, 60_000);
    await take();
    const { Items = [] } = await engine.documents.send(new ScanCommand({ TableName: table }));
    for (const { pk, sk, fullAt, expiresAt, ...more } of Items) {
      expect(pk).toMatch(/^limit#POST \/demands#calls#[0-9a-f]{64}$/);
      expect([sk, more]).toEqual(['limit', {}]);
      expect(expiresAt * 1000).toBeGreaterThan(fullAt);
    }
  });

  it('throws where the table does not answer', async () => {
    const away = dynamoLimitStore(engine.documents, 'no-such-table');
    await expect(away.take({ what: 'w', who: 'p', burst: 1, everyMs: 1 })).rejects.toThrow();
  });
});
