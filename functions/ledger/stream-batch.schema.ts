import * as z from 'zod/mini';
import type { LedgerEvent } from './event.schema.ts';

/** A batch as Lambda hands it over. A record without a sequence number cannot be reported back: a fault. */
export const StreamBatch = z.object({
  Records: z.array(z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) })),
});

export type StreamBatch = z.infer<typeof StreamBatch>;
export type StreamRecord = StreamBatch['Records'][number];

/** Reads a record's ledger event, or throws where there is none. */
export type ReadEvent = (record: StreamRecord) => LedgerEvent;

/** The answer of a stream consumer: everything from the first failed record on is handed over again. */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

/** The response that takes a batch up again at a record. Lambda checkpoints at the lowest number that it is given. */
export const failedAt = (record: StreamRecord): BatchResponse => ({
  batchItemFailures: [{ itemIdentifier: record.dynamodb.SequenceNumber }],
});
