import { logError, logInfo } from '../shared/logger.ts';
import { factsOf, type LedgerEvent } from './event.schema.ts';
import { Facts } from './facts.schema.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from './stream-batch.schema.ts';

/** Where the provider's own systems follow the ledger. Answers, for each event in order, whether it was taken. */
export type EventBus = { publish(events: readonly PublicEvent[]): Promise<boolean[]> };

/** A ledger event as it leaves the service: who acted is a role, never a person. */
export type PublicEvent = Omit<LedgerEvent, 'schemaVersion' | 'actor' | 'record' | 'parts'> & {
  actor: { kind: LedgerEvent['actor']['kind'] };
};

/** Most entries that one PutEvents call takes (EventBridge API reference, PutEvents). */
export const BUS_BATCH = 10;

/**
 * Passes ledger events on to the bus, at least once and in the order of the stream. Stops at the first record that
 * cannot be read or that the bus did not take. Readers drop repeats by `demandId` and `seq`.
 */
export async function publishEvents(
  batch: StreamBatch,
  deps: { bus: EventBus; read: ReadEvent },
): Promise<BatchResponse> {
  const { readable, poison } = readUntilPoison(batch.Records, deps.read);
  const outgoing = readable.filter(({ event }) => mayLeave(event));
  for (let start = 0; start < outgoing.length; start += BUS_BATCH) {
    const chunk = outgoing.slice(start, start + BUS_BATCH);
    const refused = await firstRefused(chunk, deps.bus);
    if (refused) return failedAt(refused);
  }
  return poison ? failedAt(poison) : { batchItemFailures: [] };
}

/**
 * That a national-security demand exists is itself secret: of those, only the word that the customer may now be told
 * goes out.
 */
function mayLeave(event: LedgerEvent): boolean {
  return factsOf(event).series !== 'national-security' || event.action === 'notice.sent';
}

type Readable = { record: StreamRecord; event: LedgerEvent };

function readUntilPoison(
  records: readonly StreamRecord[],
  read: ReadEvent,
): { readable: Readable[]; poison?: StreamRecord } {
  const readable: Readable[] = [];
  for (const record of records) {
    try {
      readable.push({ record, event: read(record) });
    } catch (error) {
      logError('RECORD_PARKED', error, { sequenceNumber: record.dynamodb.SequenceNumber });
      return { readable, poison: record };
    }
  }
  return { readable };
}

async function firstRefused(chunk: readonly Readable[], bus: EventBus): Promise<StreamRecord | undefined> {
  try {
    const taken = await bus.publish(chunk.map(({ event }) => withoutPeople(event)));
    const refused = chunk.find((_, index) => taken[index] !== true)?.record;
    if (refused) logInfo('RECORD_PARKED', { sequenceNumber: refused.dynamodb.SequenceNumber });
    return refused;
  } catch (error) {
    logError('EVENT_REFUSED', error, { events: chunk.length });
    return chunk[0]?.record;
  }
}

const FACT_NAMES = Object.keys(Facts.shape);

/**
 * Built up from nothing: a member or fact that a later deployment writes may not be for those who follow the bus. `detail`
 * goes out as it was written; whoever writes it keeps people out of it.
 */
const withoutPeople = (event: LedgerEvent): PublicEvent => {
  const { demandId, seq, at, action, actor, detail, facts, previous, hash } = event;
  const known = Object.fromEntries(FACT_NAMES.map((name) => [name, facts[name]]));
  return { demandId, seq, at, action, actor: { kind: actor.kind }, detail, facts: known, previous, hash };
};
