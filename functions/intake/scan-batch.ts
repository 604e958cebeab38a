import * as z from 'zod/mini';
import { logError } from '../shared/logger.ts';
import { ObjectCreated, type ScanDeps, scanDocument } from './scan-document.ts';

/** Uploads as their queue brings them: each message is an event of S3. */
export const ScanBatch = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })),
});
export type ScanBatch = z.infer<typeof ScanBatch>;

/** The messages that are to be brought again. */
export type ScanBatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

/** Scans each document by itself: one that fails keeps no other waiting, and is brought again until the queue gives it up. */
export async function scanBatch({ Records }: ScanBatch, deps: ScanDeps): Promise<ScanBatchResponse> {
  const scanned = await Promise.allSettled(
    Records.map(async ({ body }) => scanDocument(ObjectCreated.parse(JSON.parse(body)), deps)),
  );
  const batchItemFailures = Records.flatMap(({ messageId }, index) => {
    const one = scanned[index];
    if (one?.status !== 'rejected') return [];
    logError('DOCUMENT_NOT_SCANNED', one.reason);
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
}
