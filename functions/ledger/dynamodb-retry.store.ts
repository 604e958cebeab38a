import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { queryAll } from './dynamodb-demand.store.ts';
import type { RetryStore } from './retry.store.ts';
import { retryKey, retryPartition, WORK_TABLE_EXPIRY } from './work.table.ts';

const text = z.string();
const RetryRow = z.object({ demandId: text, key: text, dueAt: text, since: text, notBefore: text });

/** What is never swept again, such as a kind that a later release lacks, goes some days later by itself. */
const KEPT_SECONDS = 3 * 86_400;

/** Retries in the work table, one partition for each kind of what is due. */
export function dynamoRetryStore(documents: DynamoDBDocumentClient, tableName: string): RetryStore {
  return {
    of: async (kind) => {
      const items = await queryAll(documents, {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': retryPartition(kind) },
      });
      return items.map((item) => RetryRow.parse(item));
    },
    keep: async (kind, { demandId, key, dueAt, since, notBefore }) => {
      const Item = {
        ...retryKey(kind, demandId, key),
        ...{ demandId, key, dueAt, since, notBefore },
        [WORK_TABLE_EXPIRY]: Math.ceil(Date.parse(notBefore) / 1000) + KEPT_SECONDS,
      };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
    forget: async (kind, { demandId, key, dueAt }) => {
      try {
        await documents.send(
          new DeleteCommand({
            TableName: tableName,
            Key: retryKey(kind, demandId, key),
            ConditionExpression: 'dueAt = :dueAt',
            ExpressionAttributeValues: { ':dueAt': dueAt },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
