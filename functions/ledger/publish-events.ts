import { logError, logInfo } from '../shared/logger.ts';
import { type PublicEvent, publicEvent } from './public-event.ts';
import { failsForGood, setAside } from './set-aside.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from './stream-batch.schema.ts';

/** What became of an event: the bus has it, may take it another time, or never will. */
export type Taken = 'taken' | 'later' | 'never';

/** Where the provider's own systems follow the ledger. Answers for each event, in order. */
export type EventBus = { publish(events: readonly PublicEvent[]): Promise<Taken[]> };

/** Most entries that one PutEvents call takes (EventBridge API reference, PutEvents). */
export const BUS_BATCH = 10;

/**
 * Passes on to the bus what of the ledger it may carry, at least once and in the order of the stream. What can never be
 * read or taken is set aside, and the rest goes on; it stops at the first record that the bus does not take for now.
 * Readers drop repeats by `demandId` and `seq`.
 */
export async function publishEvents(
  batch: StreamBatch,
  deps: { bus: EventBus; read: ReadEvent },
): Promise<BatchResponse> {
  const outgoing = batch.Records.flatMap((record) => readOutgoing(record, deps.read));
  for (let start = 0; start < outgoing.length; start += BUS_BATCH) {
    const left = await publishChunk(outgoing.slice(start, start + BUS_BATCH), deps.bus);
    if (left) return failedAt(left);
  }
  return { batchItemFailures: [] };
}

type Outgoing = { record: StreamRecord; event: PublicEvent };

/** Reading needs nothing but the record itself: what fails here fails for good. */
function readOutgoing(record: StreamRecord, read: ReadEvent): Outgoing[] {
  try {
    const event = publicEvent(read(record));
    return event ? [{ record, event }] : [];
  } catch (error) {
    setAside(record, error);
    return [];
  }
}

/** @returns the first record that must come again */
async function publishChunk(chunk: readonly Outgoing[], bus: EventBus): Promise<StreamRecord | undefined> {
  try {
    const taken = await bus.publish(chunk.map(({ event }) => event));
    const later = chunk.findIndex((_, index) => (taken[index] ?? 'later') === 'later');
    const settled = later < 0 ? chunk : chunk.slice(0, later);
    for (const [index, { record }] of settled.entries())
      if (taken[index] === 'never') setAside(record, 'refused by the bus');
    const left = chunk[later]?.record;
    if (left) logInfo('RECORD_LEFT', { sequenceNumber: left.dynamodb.SequenceNumber });
    return left;
  } catch (error) {
    return failsForGood(error) ? publishEach(chunk, bus, error) : left(chunk, error);
  }
}

/** A call that can never succeed is due to one of its events: each is sent alone, so that the others get through. */
async function publishEach(
  chunk: readonly Outgoing[],
  bus: EventBus,
  error: unknown,
): Promise<StreamRecord | undefined> {
  const [first] = chunk;
  if (first && chunk.length === 1) setAside(first.record, error);
  if (chunk.length < 2) return undefined;
  for (const one of chunk) {
    const failed = await publishChunk([one], bus);
    if (failed) return failed;
  }
  return undefined;
}

function left(chunk: readonly Outgoing[], error: unknown): StreamRecord | undefined {
  logError('EVENT_REFUSED', error, { events: chunk.length });
  return chunk[0]?.record;
}
