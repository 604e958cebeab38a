import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { logHeadKey, PENDING_PARTITIONS, type PendingItem } from '../ledger/pending.table.ts';
import type { PendingStore } from './log.store.ts';

const Head = z.object({ size: z.int(), root: z.string() });

/** Deletes that are under way at a time. */
const AT_ONCE = 25;

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
      for (let start = 0; start < items.length; start += AT_ONCE)
        await Promise.all(
          items
            .slice(start, start + AT_ONCE)
            .map(({ pk, sk }) =>
              documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } })),
            ),
        );
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
