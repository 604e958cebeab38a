import { setTimeout as sleep } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { logHeadKey, PENDING_PARTITIONS, type PendingItem } from '../ledger/pending.table.ts';
import { StoreBusy } from '../shared/faults.ts';
import type { PendingStore } from './log.store.ts';

const Head = z.object({ size: z.int(), root: z.string() });

/** BatchWriteItem takes no more. */
const BATCH = 25;
/** Waits before what was not done of a batch is asked for again. */
const PAUSES_MS = [50, 200, 800];

export function dynamoPendingStore(documents: DynamoDBDocumentClient, tableName: string): PendingStore {
  const waitingIn = async (pk: string): Promise<PendingItem[]> => {
    const found: PendingItem[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      // What is no text is no entry, and is counted as such.
      for (const { sk, entry } of page.Items ?? [])
        found.push({ pk, sk: String(sk), entry: typeof entry === 'string' ? entry : '' });
      from = page.LastEvaluatedKey;
    } while (from);
    return found;
  };
  return {
    all: async () => (await Promise.all(PENDING_PARTITIONS.map(waitingIn))).flat(),
    remove: async (items) => {
      const deletes = items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
      for (let start = 0; start < deletes.length; start += BATCH)
        await writeAll(documents, { [tableName]: deletes.slice(start, start + BATCH) });
    },
    head: async () => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: logHeadKey(), ConsistentRead: true }),
      );
      return Item && Head.parse(Item);
    },
    raiseHead: async (head) => {
      try {
        await documents.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...logHeadKey(), ...head },
            ConditionExpression: 'attribute_not_exists(pk) OR #size < :size',
            ExpressionAttributeNames: { '#size': 'size' },
            ExpressionAttributeValues: { ':size': head.size },
          }),
        );
      } catch (error) {
        // Another run came as far, or further.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** @throws StoreBusy when some of it is still not done: the next run finds it */
async function writeAll(documents: DynamoDBDocumentClient, requests: Requests): Promise<void> {
  let left: Requests = requests;
  for (const pause of [...PAUSES_MS, undefined]) {
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: left }));
    left = UnprocessedItems ?? {};
    if (Object.keys(left).length === 0) return;
    if (pause !== undefined) await sleep(pause);
  }
  throw new StoreBusy('the table is throttled');
}
