import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { BY_STATUS, demandIdOf } from '../ledger/demands.table.ts';
import { STATUSES } from '../ledger/statuses.ts';
import type { Head, Heads } from './heads.ts';

const Row = z.object({ pk: z.string(), version: z.int() });
const Filed = z.object({ filedAt: z.string() });

/**
 * The heads of all ledgers of some tables of demands. It asks for ids and numbers alone, and may ask for nothing else: the
 * function that counts reads no demand. An index lags by moments; what it does not have yet is of the next edition.
 */
export function dynamoHeads(
  documents: DynamoDBDocumentClient,
  { open, cleared }: { open: string; cleared: string },
): Heads {
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
      for (const tableName of [open, cleared])
        for (const status of STATUSES) yield* pagesOf(tableName, status, range);
    },
    first: async () => {
      const filed = await Promise.all(STATUSES.map((status) => firstOf(documents, open, status)));
      return filed.filter((at) => at !== undefined).sort()[0];
    },
  };
}

async function firstOf(
  documents: DynamoDBDocumentClient,
  TableName: string,
  status: string,
): Promise<string | undefined> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName,
      IndexName: BY_STATUS.indexName,
      KeyConditionExpression: '#status = :status',
      ProjectionExpression: 'filedAt',
      Select: 'SPECIFIC_ATTRIBUTES',
      ExpressionAttributeNames: { '#status': BY_STATUS.partitionKey },
      ExpressionAttributeValues: { ':status': status },
      Limit: 1,
    }),
  );
  return Items[0] && Filed.parse(Items[0]).filedAt;
}
