import { factsOf, isKnown } from '../ledger/event.schema.ts';
import { failsForGood, setAside } from '../ledger/set-aside.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from '../ledger/stream-batch.schema.ts';
import { logError, logInfo } from '../shared/logger.ts';
import type { Contribution } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';

/**
 * Turns ledger events into contribution rows, in the order of the stream. What can never be counted is set aside, and the
 * rest goes on; at what fails for now it stops and reports it: what came before stays counted, what comes after is handed
 * over again.
 */
export async function countEvents(
  batch: StreamBatch,
  deps: { contributions: ContributionStore; read: ReadEvent },
): Promise<BatchResponse> {
  for (const record of batch.Records) {
    const contribution = readContribution(record, deps.read);
    if (!contribution) continue;
    try {
      await deps.contributions.put(contribution);
    } catch (error) {
      if (!failsForGood(error)) {
        logError('RECORD_LEFT', error, { sequenceNumber: record.dynamodb.SequenceNumber });
        return failedAt(record);
      }
      setAside(record, error);
    }
  }
  return { batchItemFailures: [] };
}

/** Reading needs nothing but the record itself: what fails here fails for good. */
function readContribution(record: StreamRecord, read: ReadEvent): Contribution | undefined {
  try {
    const event = read(record);
    // What stood after it counts, whatever it was that a later deployment did.
    if (!isKnown(event.action)) logInfo('ACTION_UNKNOWN', { demandId: event.demandId, seq: event.seq });
    return { demandId: event.demandId, seq: event.seq, facts: factsOf(event) };
  } catch (error) {
    setAside(record, error);
    return undefined;
  }
}
