import { randomUUID } from 'node:crypto';
import type { Outcome } from '../lambda/invocation.ts';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import type { StreamRecord } from './stream-reader.ts';

export type DeliverySettings = {
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** -1 is for ever. */
  readonly mostRetries: number;
  /** -1 is for ever. */
  readonly oldestSeconds: number;
};

export type DeliveryPorts = {
  readonly invoke: (event: Json) => Promise<Outcome>;
  /** Everything up to and with this sequence number is done. */
  readonly checkpoint: (sequence: string) => void;
  /** Where a batch that was given up goes. */
  readonly discard: (failure: JsonObject) => Promise<void>;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly stopped: () => boolean;
};

type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html: the batch's place, not its records. */
function failureRecord(
  settings: DeliverySettings,
  batch: readonly StreamRecord[],
  condition: Condition,
  tries: number,
): JsonObject {
  const [first, last] = [batch[0], batch.at(-1)];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: settings.functionArn,
      condition,
      approximateInvokeCount: tries,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: timestamp(Date.now()),
    DDBStreamBatchInfo: {
      shardId: settings.shardId,
      startSequenceNumber: first?.sequence ?? '',
      endSequenceNumber: last?.sequence ?? '',
      approximateArrivalOfFirstRecord: timestamp(first?.createdAt ?? 0),
      approximateArrivalOfLastRecord: timestamp(last?.createdAt ?? 0),
      batchSize: batch.length,
      streamArn: settings.streamArn,
    },
  };
}

/**
 * Where the function says that it failed: the index of the lowest sequence number that it reports. Undefined when all
 * went well, 0 when the report makes no sense, since then nothing can be taken as done.
 */
export function firstFailure(batch: readonly StreamRecord[], answer: Json): number | undefined {
  if (answer === null || answer === '') return undefined;
  if (!isObject(answer)) return 0;
  const failures = answer.batchItemFailures;
  if (failures === undefined || failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((failure) =>
    batch.findIndex(({ sequence }) => isObject(failure) && failure.itemIdentifier === sequence),
  );
  return indexes.includes(-1) ? 0 : Math.min(...indexes);
}

/**
 * Brings one batch to its function, in order, until it is done or given up.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function deliverBatch(
  records: readonly StreamRecord[],
  settings: DeliverySettings,
  ports: DeliveryPorts,
): Promise<void> {
  let batch = records;
  let tries = 0;
  while (batch.length > 0 && !ports.stopped()) {
    batch = await withoutExpired(batch, tries, settings, ports);
    if (batch.length === 0) return;
    const outcome = await ports.invoke({ Records: batch.map(({ event }) => event) });
    if (ports.stopped() && !outcome.ok) return;
    const failedAt = outcome.ok
      ? settings.reportsItemFailures
        ? firstFailure(batch, outcome.payload)
        : undefined
      : 0;
    if (failedAt === undefined) {
      ports.checkpoint(batch.at(-1)?.sequence ?? '');
      return;
    }
    if (failedAt > 0) {
      ports.checkpoint(batch[failedAt - 1]?.sequence ?? '');
      batch = batch.slice(failedAt);
      tries = 0;
    } else if (settings.bisects && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await deliverBatch(batch.slice(0, half), settings, ports);
      await deliverBatch(batch.slice(half), settings, ports);
      return;
    } else {
      tries += 1;
      if (settings.mostRetries >= 0 && tries > settings.mostRetries) {
        await ports.discard(failureRecord(settings, batch, 'RetryAttemptsExhausted', tries));
        ports.checkpoint(batch.at(-1)?.sequence ?? '');
        return;
      }
    }
    await ports.wait(Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 10), LONGEST_WAIT_MS));
  }
}

async function withoutExpired(
  batch: readonly StreamRecord[],
  tries: number,
  settings: DeliverySettings,
  ports: DeliveryPorts,
): Promise<readonly StreamRecord[]> {
  if (settings.oldestSeconds < 0) return batch;
  const oldest = performance.now() - settings.oldestSeconds * 1000;
  const fresh = batch.findIndex(({ bornAt }) => bornAt >= oldest);
  const expired = fresh < 0 ? batch : batch.slice(0, fresh);
  if (expired.length === 0) return batch;
  await ports.discard(failureRecord(settings, expired, 'RecordAgeExceeded', tries));
  ports.checkpoint(expired.at(-1)?.sequence ?? '');
  return batch.slice(expired.length);
}
