import { dynamoStreamEvent } from '../../functions/ledger/dynamodb-stream-event.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import type { PublicEvent } from '../../functions/ledger/public-event.ts';
import { type EventBus, publishEvents, type Taken } from '../../functions/ledger/publish-events.ts';
import { someLedger } from '../kit/ledgers.ts';
import { insertRecord, playStream, streamRecord } from '../kit/stream-simulator.ts';

function bus(refuses: (event: PublicEvent, call: number) => boolean = () => false, never: Taken = 'later') {
  const taken: PublicEvent[] = [];
  const sizes: number[] = [];
  const port: EventBus = {
    publish: async (events) => {
      sizes.push(events.length);
      return events.map((event) => {
        const isRefused = refuses(event, sizes.length);
        if (!isRefused) taken.push(event);
        return isRefused ? never : 'taken';
      });
    },
  };
  return { port, taken, sizes };
}

const long = (count: number) =>
  someLedger(
    'd-1',
    Array.from({ length: count }, () => ({})),
  );
const recordsOf = (events: readonly LedgerEvent[]) =>
  events.map((event, index) => streamRecord(event, index));

describe('publishing ledger events', () => {
  test('hands them over ten at a time, in order', async () => {
    const { port, taken, sizes } = bus();
    expect(
      await publishEvents({ Records: recordsOf(long(25)) }, { bus: port, read: dynamoStreamEvent }),
    ).toEqual({
      batchItemFailures: [],
    });
    expect(sizes).toEqual([10, 10, 5]);
    expect(taken.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  test('says nothing that only a later deployment knows, and no version of ours', async () => {
    const { port, taken } = bus();
    const [event] = someLedger('d-1', [{}]);
    if (!event) throw new Error('an event was expected');
    const later = {
      ...event,
      weather: 'fair',
      facts: { ...event.facts, schemaVersion: 2, district: 'N.D. Cal.' },
    };
    await publishEvents({ Records: recordsOf([later]) }, { bus: port, read: dynamoStreamEvent });
    expect(taken).toHaveLength(1);
    expect(JSON.stringify(taken)).not.toMatch(/fair|district|schemaVersion/);
  });

  test('says what happened and nothing of who did it', async () => {
    const { port, taken } = bus();
    const events = someLedger('d-1', [
      { action: 'review.decided', subject: 'reviewer-jane', detail: { round: 1 } },
    ]);
    await publishEvents({ Records: recordsOf(events) }, { bus: port, read: dynamoStreamEvent });
    expect(taken[0]).toMatchObject({
      action: 'review.decided',
      actor: { kind: 'reviewer' },
      detail: { round: 1 },
    });
    expect(JSON.stringify(taken)).not.toContain('jane');
  });

  test('reports the lowest event that the bus did not take', async () => {
    const { port } = bus(({ seq }) => seq === 14 || seq === 17);
    const records = recordsOf(long(25));
    expect(await publishEvents({ Records: records }, { bus: port, read: dynamoStreamEvent })).toEqual({
      batchItemFailures: [{ itemIdentifier: records[13]?.dynamodb.SequenceNumber }],
    });
  });

  test('reports the first of a batch when the bus does not answer', async () => {
    const { port } = bus(({ seq }) => {
      if (seq === 11) throw new Error('socket');
      return false;
    });
    const records = recordsOf(long(25));
    expect(await publishEvents({ Records: records }, { bus: port, read: dynamoStreamEvent })).toEqual({
      batchItemFailures: [{ itemIdentifier: records[10]?.dynamodb.SequenceNumber }],
    });
  });

  test('sets a poison record aside and publishes the other 999, each at least once', async () => {
    const { port, taken } = bus((_event, call) => call % 7 === 0);
    const events = long(999);
    const records = events.map((event, index) => streamRecord(event, index < 400 ? index : index + 1));
    records.splice(400, 0, insertRecord({ pk: { S: 'demand#d-1' }, sk: { S: 'event#x' } }, 400));
    const run = await playStream(
      records,
      (batch) => publishEvents(batch, { bus: port, read: dynamoStreamEvent }),
      { batchSize: 100, retries: Number.POSITIVE_INFINITY },
    );
    expect(run.parked).toEqual([]);
    expect(new Set(taken.map(({ seq }) => seq)).size).toBe(999);
  });

  test('sets an event aside that the bus never takes, and goes on behind it', async () => {
    const { port, taken } = bus(({ seq }) => seq === 3, 'never');
    const answer = await publishEvents(
      { Records: recordsOf(long(5)) },
      { bus: port, read: dynamoStreamEvent },
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(taken.map(({ seq }) => seq)).toEqual([1, 2, 4, 5]);
  });

  test('sends each alone where one of them makes the whole call impossible', async () => {
    const { port, taken } = bus(({ seq }) => {
      if (seq === 3) throw Object.assign(new Error('too large'), { name: 'ValidationException' });
      return false;
    });
    const answer = await publishEvents(
      { Records: recordsOf(long(5)) },
      { bus: port, read: dynamoStreamEvent },
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([...new Set(taken.map(({ seq }) => seq))]).toEqual([1, 2, 4, 5]);
  });

  test('keeps national-security demands to itself until the customer may be told', async () => {
    const { port, taken } = bus();
    const events = someLedger('d-1', [
      { facts: { series: 'national-security' } },
      { action: 'review.decided' },
      { action: 'notice.sent', facts: { notice: 'sent' } },
    ]);
    expect(
      await publishEvents({ Records: recordsOf(events) }, { bus: port, read: dynamoStreamEvent }),
    ).toEqual({
      batchItemFailures: [],
    });
    expect(taken.map(({ action }) => action)).toEqual(['notice.sent']);
  });
});
