import { factsOf, isKnown, type LedgerEvent } from '../ledger/event.schema.ts';
import { failsForGood, setAside } from '../ledger/set-aside.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from '../ledger/stream-batch.schema.ts';
import { logError, logInfo } from '../shared/logger.ts';
import { instrumentOf, type Measure, metricOf } from './business-metrics.ts';
import type { Contribution } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';

export type CountDeps = {
  contributions: ContributionStore;
  read: ReadEvent;
  /** None where demands are counted that only cleared people may know of. */
  measure?: Measure | undefined;
};
type Read = { record: StreamRecord; event: LedgerEvent };

/**
 * Turns ledger events into contribution rows. A demand has one row, of its latest event: of several in a batch the latest is
 * written, and one before it only where that can never be. What can never be counted is set aside, and the rest goes on; at
 * what fails for now it stops, and reports the first record whose demand has no row of this batch yet: what came before stays
 * counted, what comes after is handed over again.
 */
export async function countEvents(batch: StreamBatch, deps: CountDeps): Promise<BatchResponse> {
  const { contributions, measure = () => {} } = deps;
  for (const ofDemand of byDemand(batch, { read: deps.read, measure })) {
    const [first] = ofDemand;
    for (const { record, event } of ofDemand.toSorted((a, b) => b.event.seq - a.event.seq)) {
      try {
        const put = await contributions.put(contributionOf(event));
        if (put !== 'stale') measureAll(ofDemand, { after: put.after, upTo: event.seq }, measure);
        break;
      } catch (error) {
        if (!failsForGood(error)) {
          logError('RECORD_LEFT', error, { sequenceNumber: record.dynamodb.SequenceNumber });
          return failedAt(first.record);
        }
        setAside(record, error);
        measure('Parked', instrumentOf(record));
      }
    }
  }
  return { batchItemFailures: [] };
}

/** Measures each event that its demand's row now has and had not: what was counted before is not measured again. */
function measureAll(
  ofDemand: readonly Read[],
  { after, upTo }: { after: number; upTo: number },
  measure: Measure,
): void {
  const counted = new Map(ofDemand.map(({ event }) => [event.seq, event]));
  for (const [seq, event] of counted) {
    const measured = seq > after && seq <= upTo ? metricOf(event) : undefined;
    if (measured) measure(measured.metric, measured.instrument);
  }
}

/** What a batch has of each demand, as it came; demands in the order of their first records. */
function byDemand(
  batch: StreamBatch,
  { read, measure }: { read: ReadEvent; measure: Measure },
): Iterable<[Read, ...Read[]]> {
  const demands = new Map<string, [Read, ...Read[]]>();
  for (const record of batch.Records) {
    const event = readEvent(record, read);
    if (!event) {
      measure('Parked', instrumentOf(record));
      continue;
    }
    // Its row stands in the half-year in which it was received. Events that differed in that would have rows of their own.
    const name = `${event.demandId} ${contributionOf(event).facts.receivedAt}`;
    const known = demands.get(name);
    if (known) known.push({ record, event });
    else demands.set(name, [{ record, event }]);
  }
  return demands.values();
}

/** Reading needs nothing but the record itself: what fails here fails for good. */
function readEvent(record: StreamRecord, read: ReadEvent): LedgerEvent | undefined {
  try {
    const event = read(record);
    contributionOf(event);
    // What stood after it counts, whatever it was that a later deployment did.
    if (!isKnown(event.action)) logInfo('ACTION_UNKNOWN', { demandId: event.demandId, seq: event.seq });
    return event;
  } catch (error) {
    setAside(record, error);
    return undefined;
  }
}

const contributionOf = (event: LedgerEvent): Contribution => ({
  demandId: event.demandId,
  seq: event.seq,
  facts: factsOf(event),
});
