import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Attempt } from './attempt.schema.ts';
import type { AttemptStore } from './attempt.store.ts';
import { attemptSort, dayPartition } from './attempts.table.ts';

/** A refusal waits no longer than this for its trace. */
const WAIT_MS = 1_000;
const DAY_SECONDS = 86_400;

/** Attempts in their table: written once, and gone after so many days. */
export function dynamoAttemptStore(
  documents: DynamoDBDocumentClient,
  { tableName, days }: { tableName: string; days: number },
): AttemptStore {
  return {
    add: async (attempt, circle) => {
      await documents.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...attempt,
            pk: dayPartition(circle, attempt.at.slice(0, 10)),
            sk: attemptSort(attempt.at, attempt.requestId),
            expiresAt: Math.floor(Date.parse(attempt.at) / 1000) + days * DAY_SECONDS,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
        { abortSignal: AbortSignal.timeout(WAIT_MS) },
      );
    },
    list: async ({ circle, day, limit, after }) => {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': dayPartition(circle, day), ':after': after ?? ' ' },
          Limit: limit,
        }),
      );
      const attempts = Items.map(({ pk: _pk, sk: _sk, expiresAt: _gone, ...attempt }) =>
        Attempt.parse(attempt),
      );
      const last = attempts.at(-1);
      return {
        attempts,
        next: LastEvaluatedKey && last ? attemptSort(last.at, last.requestId) : undefined,
      };
    },
  };
}
