import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { BY_AUTHORITY } from './demands.table.ts';
import type { FilingHistory } from './filing-history.ts';

/** So many are read, at most: enough to know an office and those who file for it, and no more than one answer of the table. */
const LATEST = 200;

const Row = z.object({
  id: z.string(),
  filedBy: z.string(),
  filedAt: z.string(),
  owes: z.optional(z.string()),
  facts: z.object({ identifiers: z.int() }),
});

/** From the index of an authority's demands. It lags a little: what was filed in the same second may be missing. */
export function dynamoFilingHistory(documents: DynamoDBDocumentClient, tableName: string): FilingHistory {
  return {
    before: async ({ id, authorityId, filedAt }) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: BY_AUTHORITY.indexName,
          KeyConditionExpression: '#authority = :authority AND #filed <= :filed',
          ProjectionExpression: 'id, filedBy, #filed, facts, owes',
          ExpressionAttributeNames: {
            '#authority': BY_AUTHORITY.partitionKey,
            '#filed': BY_AUTHORITY.sortKey,
          },
          ExpressionAttributeValues: { ':authority': authorityId, ':filed': filedAt },
          ScanIndexForward: false,
          Limit: LATEST,
        }),
      );
      return Items.map((item) => Row.parse(item))
        .filter((row) => row.id !== id)
        .map(({ filedBy, filedAt, facts, owes }) => ({
          filedBy,
          filedAt,
          identifiers: facts.identifiers,
          owes,
        }));
    },
  };
}
