import { logError, logInfo } from '../shared/logger.ts';
import { type PublicEvent, publicEvent } from './public-event.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from './stream-batch.schema.ts';

/** Where the provider's own systems follow the ledger. Answers, for each event in order, whether it was taken. */
export type EventBus = { publish(events: readonly PublicEvent[]): Promise<boolean[]> };

/** Most entries that one PutEvents call takes (EventBridge API reference, PutEvents). */
export const BUS_BATCH = 10;

/**
 * Passes on to the bus what of the ledger it may carry, at least once and in the order of the stream. Stops at the first
 * record that cannot be read or that the bus did not take. Readers drop repeats by `demandId` and `seq`.
 */
export async function publishEvents(
  batch: StreamBatch,
  deps: { bus: EventBus; read: ReadEvent },
): Promise<BatchResponse> {
  const { outgoing, poison } = readUntilPoison(batch.Records, deps.read);
  for (let start = 0; start < outgoing.length; start += BUS_BATCH) {
    const chunk = outgoing.slice(start, start + BUS_BATCH);
    const refused = await firstRefused(chunk, deps.bus);
    if (refused) return failedAt(refused);
  }
  return poison ? failedAt(poison) : { batchItemFailures: [] };
}

type Outgoing = { record: StreamRecord; event: PublicEvent };

function readUntilPoison(
  records: readonly StreamRecord[],
  read: ReadEvent,
): { outgoing: Outgoing[]; poison?: StreamRecord } {
  const outgoing: Outgoing[] = [];
  for (const record of records) {
    try {
      const event = publicEvent(read(record));
      if (event) outgoing.push({ record, event });
    } catch (error) {
      logError('RECORD_PARKED', error, { sequenceNumber: record.dynamodb.SequenceNumber });
      return { outgoing, poison: record };
    }
  }
  return { outgoing };
}

async function firstRefused(chunk: readonly Outgoing[], bus: EventBus): Promise<StreamRecord | undefined> {
  try {
    const taken = await bus.publish(chunk.map(({ event }) => event));
    const refused = chunk.find((_, index) => taken[index] !== true)?.record;
    if (refused) logInfo('RECORD_PARKED', { sequenceNumber: refused.dynamodb.SequenceNumber });
    return refused;
  } catch (error) {
    logError('EVENT_REFUSED', error, { events: chunk.length });
    return chunk[0]?.record;
  }
}
