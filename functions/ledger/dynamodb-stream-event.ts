import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type LedgerEvent, readEvent } from './event.schema.ts';
import type { StreamRecord } from './stream-batch.schema.ts';

const isImage = (value: unknown) => typeof value === 'object' && value !== null;

/** What the demands table's stream says of one new ledger event. Events are never changed or removed. */
const InsertRecord = z.object({
  eventName: z.literal('INSERT'),
  dynamodb: z.object({ NewImage: z.custom<Record<string, AttributeValue>>(isImage) }),
});

/** @throws when the record is not a new ledger event of a version that we know */
export function dynamoStreamEvent(record: StreamRecord): LedgerEvent {
  const { pk: _pk, sk: _sk, ...event } = unmarshall(InsertRecord.parse(record).dynamodb.NewImage);
  return readEvent(event);
}
