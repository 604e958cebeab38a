import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../lambda/invocation.ts';
import { type DeliverySettings, deliverBatch } from '../streams/batch-delivery.ts';
import type { StreamRecord } from '../streams/stream-reader.ts';
import { asArray, asObject, asString, type Json, type JsonObject } from '../template/json.ts';

const settings: DeliverySettings = {
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:count',
  streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/s',
  shardId: 'shard-1',
  reportsItemFailures: true,
  bisects: true,
  mostRetries: 2,
  oldestSeconds: -1,
};

const record = (sequence: number, createdAt = Date.now()): StreamRecord => ({
  sequence: String(sequence).padStart(21, '0'),
  createdAt,
  bornAt: performance.now() - (Date.now() - createdAt),
  event: { dynamodb: { SequenceNumber: String(sequence).padStart(21, '0') } },
});

const sequences = (event: Json): string[] =>
  asArray(asObject(event, 'event').Records, 'Records').map((one) =>
    asString(asObject(asObject(one, 'record').dynamodb, 'dynamodb').SequenceNumber, 'SequenceNumber'),
  );

const crash: Outcome = { ok: false, error: { errorType: 'Error', errorMessage: 'crash', trace: [] } };

/** Runs a delivery against a function that refuses some records; notes what happened. */
async function run(
  records: readonly StreamRecord[],
  poison: ReadonlySet<number>,
  how: 'reports' | 'crashes',
  over: Partial<DeliverySettings> = {},
) {
  const done: string[] = [];
  const invoked: number[] = [];
  const checkpoints: string[] = [];
  const discarded: JsonObject[] = [];
  await deliverBatch(
    records,
    { ...settings, ...over },
    {
      invoke: async (event): Promise<Outcome> => {
        const batch = sequences(event);
        invoked.push(batch.length);
        const bad = batch.findIndex((sequence) => poison.has(Number(sequence)));
        if (bad < 0) done.push(...batch);
        if (bad >= 0 && how === 'crashes') return crash;
        if (bad > 0) done.push(...batch.slice(0, bad));
        return {
          ok: true,
          payload: { batchItemFailures: bad < 0 ? [] : [{ itemIdentifier: batch[bad] ?? '' }] },
        };
      },
      checkpoint: (sequence) => checkpoints.push(sequence),
      discard: async (failure) => {
        discarded.push(failure);
      },
      wait: async () => {},
      stopped: () => false,
    },
  );
  return { done: done.map(Number), invoked, checkpoints: checkpoints.map(Number), discarded };
}

const batch = (size: number): StreamRecord[] => Array.from({ length: size }, (_, index) => record(index + 1));

describe('a batch that works', () => {
  test('is delivered once', async () => {
    expect(await run(batch(3), new Set(), 'reports')).toEqual({
      done: [1, 2, 3],
      invoked: [3],
      checkpoints: [3],
      discarded: [],
    });
  });
});

describe('a record that never works', () => {
  test('is parked after its retries, and those before and after it are delivered', async () => {
    const { done, checkpoints, discarded } = await run(batch(10), new Set([4]), 'reports');
    expect([...new Set(done)].sort((one, other) => one - other)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
    expect(checkpoints.at(-1)).toBe(10);
    expect(discarded).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 3,
        }),
        DDBStreamBatchInfo: expect.objectContaining({
          startSequenceNumber: record(4).sequence,
          endSequenceNumber: record(4).sequence,
          batchSize: 1,
        }),
      }),
    ]);
  });

  test('takes the whole batch with it where nothing bisects', async () => {
    const { discarded, checkpoints } = await run(batch(4), new Set([1]), 'crashes', { bisects: false });
    expect(discarded.map((one) => asObject(one.DDBStreamBatchInfo ?? null, 'info').batchSize)).toEqual([4]);
    expect(checkpoints).toEqual([4]);
  });

  test('is found by halving where the function only crashes', async () => {
    const { done, discarded } = await run(batch(8), new Set([5]), 'crashes');
    expect(done).toEqual([1, 2, 3, 4, 6, 7, 8]);
    expect(discarded).toHaveLength(1);
  });
});

test('records that are too old are parked without being tried', async () => {
  const old = [record(1, Date.now() - 10_000), record(2)];
  const { done, discarded } = await run(old, new Set(), 'reports', { oldestSeconds: 5 });
  expect(done).toEqual([2]);
  expect(discarded).toEqual([
    expect.objectContaining({ requestContext: expect.objectContaining({ condition: 'RecordAgeExceeded' }) }),
  ]);
});

test('a clock that is moved lets no record grow old', async () => {
  // Read before the clock went on by a month.
  const read = { ...record(1), createdAt: Date.now() - 30 * 86_400_000 };
  const { done, discarded } = await run([read], new Set(), 'reports', { oldestSeconds: 86_400 });
  expect([done, discarded]).toEqual([[1], []]);
});

test('an answer that names a record of no batch takes none as done', async () => {
  let tries = 0;
  await deliverBatch(
    batch(2),
    { ...settings, bisects: false, mostRetries: 1 },
    {
      invoke: async () => {
        tries += 1;
        return { ok: true, payload: { batchItemFailures: [{ itemIdentifier: 'demand-7' }] } };
      },
      checkpoint: () => {},
      discard: async () => {},
      wait: async () => {},
      stopped: () => false,
    },
  );
  expect(tries).toBe(2);
});

test('whatever is poison: all else is delivered, nothing is lost, checkpoints only advance', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
      fc.constantFrom<'reports' | 'crashes'>('reports', 'crashes'),
      async (size, poisonous, how) => {
        const poison = new Set(poisonous.filter((one) => one <= size));
        const { done, checkpoints, discarded } = await run(batch(size), poison, how);
        const good = batch(size)
          .map(({ sequence }) => Number(sequence))
          .filter((one) => !poison.has(one));
        expect([...new Set(done)].sort((one, other) => one - other)).toEqual(good);
        expect(discarded).toHaveLength(poison.size);
        expect(checkpoints.at(-1)).toBe(size);
        expect(checkpoints).toEqual([...checkpoints].sort((one, other) => one - other));
      },
    ),
  );
});
