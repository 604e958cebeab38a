import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { DueStore } from './demand.store.ts';
import { BY_DUE, DEMAND_SORT, demandIdOf, partKey } from './demands.table.ts';
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
  };
}
