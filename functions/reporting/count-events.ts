import { factsOf, isKnown } from '../ledger/event.schema.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
} from '../ledger/stream-batch.schema.ts';
import { logError, logInfo } from '../shared/logger.ts';
import type { ContributionStore } from './contribution.store.ts';

/**
 * Turns ledger events into contribution rows, in the order of the stream. Stops at the first record that fails and
 * reports it: what came before stays counted, what comes after is handed over again.
 */
export async function countEvents(
  batch: StreamBatch,
  deps: { contributions: ContributionStore; read: ReadEvent },
): Promise<BatchResponse> {
  for (const record of batch.Records) {
    try {
      const event = deps.read(record);
      // What stood after it counts, whatever it was that a later deployment did.
      if (!isKnown(event.action)) logInfo('ACTION_UNKNOWN', { demandId: event.demandId, seq: event.seq });
      await deps.contributions.put({ demandId: event.demandId, seq: event.seq, facts: factsOf(event) });
    } catch (error) {
      logError('RECORD_PARKED', error, { sequenceNumber: record.dynamodb.SequenceNumber });
      return failedAt(record);
    }
  }
  return { batchItemFailures: [] };
}
