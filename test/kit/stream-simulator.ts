import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { eventKey } from '../../functions/ledger/demands.table.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import type { BatchResponse, StreamBatch, StreamRecord } from '../../functions/ledger/stream-batch.schema.ts';

/** The record that the demands table's stream carries for a new ledger event. */
export const streamRecord = (event: LedgerEvent, sequence: number): StreamRecord =>
  insertRecord(marshall({ ...event, ...eventKey(event.demandId, event.seq) }), sequence);

/** The record of any inserted item, such as one that no consumer understands. */
export const insertRecord = (image: Record<string, AttributeValue>, sequence: number): StreamRecord => ({
  eventID: String(sequence),
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(sequence).padStart(21, '0'), NewImage: image },
});

export type Mapping = {
  batchSize: number;
  /** Times that a batch, bisected down to one record, is tried again before the record is parked. */
  retries: number;
  /** Chance in [0, 1) that a batch that succeeded is handed over once more, as after a lost acknowledgement. */
  redeliver?: () => boolean;
};

export type StreamRun = { parked: StreamRecord[]; invocations: number; handedOver: number };

/**
 * Plays one shard of a DynamoDB stream to a Lambda consumer, as the event source mapping does (AWS Lambda Developer
 * Guide, "Using Lambda with DynamoDB"): in order, at least once, `ReportBatchItemFailures` with a checkpoint at the
 * lowest reported sequence number, `BisectBatchOnFunctionError`, bounded retries, then the on-failure queue.
 */
export async function playStream(
  records: readonly StreamRecord[],
  consume: (batch: StreamBatch) => Promise<BatchResponse>,
  { batchSize, retries, redeliver = () => false }: Mapping,
): Promise<StreamRun> {
  const run: StreamRun = { parked: [], invocations: 0, handedOver: 0 };
  let start = 0;
  let size = batchSize;
  let tries = 0;
  while (start < records.length) {
    const batch = records.slice(start, start + size);
    run.invocations += 1;
    run.handedOver += batch.length;
    const failed = await firstFailure(batch, consume);
    if (failed === undefined) {
      if (redeliver()) continue;
      start += batch.length;
      [size, tries] = [batchSize, 0];
      continue;
    }
    start += failed;
    if (failed > 0) tries = 0;
    if (batch.length - failed > 1) size = Math.ceil((batch.length - failed) / 2);
    else if (tries < retries) tries += 1;
    else {
      run.parked.push(...records.slice(start, start + 1));
      start += 1;
      [size, tries] = [batchSize, 0];
    }
  }
  return run;
}

/** Index of the lowest failed record: what it reports, or 0 when the whole invocation failed; undefined for success. */
async function firstFailure(
  batch: readonly StreamRecord[],
  consume: (batch: StreamBatch) => Promise<BatchResponse>,
): Promise<number | undefined> {
  try {
    const { batchItemFailures } = await consume({ Records: [...batch] });
    if (batchItemFailures.length === 0) return undefined;
    const failed = batchItemFailures.map(({ itemIdentifier }) =>
      batch.findIndex((record) => record.dynamodb.SequenceNumber === itemIdentifier),
    );
    return failed.includes(-1) ? 0 : Math.min(...failed);
  } catch {
    return 0;
  }
}
