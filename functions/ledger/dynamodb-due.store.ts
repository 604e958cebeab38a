import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { DueStore } from './demand.store.ts';
import { BY_DUE, DEMAND_SORT, demandIdOf, demandKey, partKey } from './demands.table.ts';
import { conflictOf } from './dynamodb-demand.store.ts';
import { partKindOf } from './part-kinds.ts';

const DueRow = z.object({ pk: z.string(), sk: z.string(), dueAt: z.string() });

const PAGE = 200;

/** The index of due things behind the port. An index lags: who acts on a row reads the item itself again. */
export function dynamoDueStore(documents: DynamoDBDocumentClient, tableName: string): DueStore {
  return {
    due: async function* (kind, until) {
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: BY_DUE.indexName,
            KeyConditionExpression: 'dueKind = :kind AND dueAt <= :until',
            ExpressionAttributeValues: { ':kind': kind, ':until': until },
            Limit: PAGE,
            ExclusiveStartKey: from,
          }),
        );
        for (const item of page.Items ?? []) {
          const { pk, sk, dueAt } = DueRow.parse(item);
          yield { demandId: demandIdOf(pk), key: sk, dueAt };
        }
        from = page.LastEvaluatedKey;
      } while (from);
    },
    settle: async ({ demandId, key }) => {
      if (key !== DEMAND_SORT) partKindOf(key);
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: partKey(demandId, key),
          UpdateExpression: 'REMOVE dueKind, dueAt',
          ConditionExpression: 'attribute_exists(pk)',
        }),
      );
    },
    postpone: async ({ demandId, dueAt }, to) => {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: demandKey(demandId),
        UpdateExpression: 'SET dueKind = :kind, dueAt = :at',
        ConditionExpression: 'dueAt = :before',
        ExpressionAttributeValues: { ':kind': to.dueKind, ':at': to.dueAt, ':before': dueAt },
      });
      await documents.send(update).catch(conflictOf);
    },
  };
}
