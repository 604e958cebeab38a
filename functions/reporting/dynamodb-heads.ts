import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { BY_STATUS, demandIdOf } from '../ledger/demands.table.ts';
import { STATUSES } from '../ledger/statuses.ts';
import type { Head, Heads } from './heads.ts';

const Row = z.object({ pk: z.string(), version: z.int() });

/**
 * The heads of all ledgers of some tables of demands. It asks for ids and numbers alone, and may ask for nothing else: the
 * function that counts reads no demand. An index lags by moments; what it does not have yet is of the next edition.
 */
export function dynamoHeads(documents: DynamoDBDocumentClient, tableNames: readonly string[]): Heads {
  async function* pagesOf(
    tableName: string,
    status: string,
    { from, to }: { from: Date; to: Date },
  ): AsyncGenerator<Head[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: BY_STATUS.indexName,
          KeyConditionExpression: '#status = :status AND filedAt BETWEEN :from AND :last',
          ProjectionExpression: 'pk, version',
          Select: 'SPECIFIC_ATTRIBUTES',
          ExpressionAttributeNames: { '#status': BY_STATUS.partitionKey },
          ExpressionAttributeValues: {
            ':status': status,
            ':from': from.toISOString(),
            // The end is not in it, and instants are whole milliseconds.
            ':last': new Date(to.getTime() - 1).toISOString(),
          },
          ExclusiveStartKey: start,
        }),
      );
      yield (page.Items ?? []).map((item) => {
        const { pk, version } = Row.parse(item);
        return { demandId: demandIdOf(pk), seq: version };
      });
      start = page.LastEvaluatedKey;
    } while (start);
  }
  return {
    of: async function* (range) {
      for (const tableName of tableNames)
        for (const status of STATUSES) yield* pagesOf(tableName, status, range);
    },
  };
}
