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
import { type Measure, metricOf } from './business-metrics.ts';
import type { Contribution } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';

export type CountDeps = {
  contributions: ContributionStore;
  read: ReadEvent;
  /** None where demands are counted that only cleared people may know of. */
  measure?: Measure | undefined;
};

/**
 * Turns ledger events into contribution rows, in the order of the stream. What can never be counted is set aside, and the
 * rest goes on; at what fails for now it stops and reports it: what came before stays counted, what comes after is handed
 * over again.
 */
export async function countEvents(batch: StreamBatch, deps: CountDeps): Promise<BatchResponse> {
  const { contributions, measure = () => {} } = deps;
  for (const record of batch.Records) {
    const event = readEvent(record, deps.read);
    if (!event) {
      measure('Parked');
      continue;
    }
    try {
      // What was counted before is not measured again.
      const put = await contributions.put(contributionOf(event));
      const measured = put === 'applied' ? metricOf(event) : undefined;
      if (measured) measure(measured.metric, measured.instrument);
    } catch (error) {
      if (!failsForGood(error)) {
        logError('RECORD_LEFT', error, { sequenceNumber: record.dynamodb.SequenceNumber });
        return failedAt(record);
      }
      setAside(record, error);
      measure('Parked');
    }
  }
  return { batchItemFailures: [] };
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
