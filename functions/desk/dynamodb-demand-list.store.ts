import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { RECORD } from '../ledger/demand-record.schema.ts';
import { BY_AUTHORITY, BY_STATUS } from '../ledger/demands.table.ts';
import { problem } from '../shared/problem.ts';
import type { DemandListStore, DemandPage } from './demand-list.store.ts';

const Cursor = z.strictObject({ pk: z.string(), sk: z.string(), key: z.string(), filedAt: z.string() });
type Index = typeof BY_AUTHORITY | typeof BY_STATUS;

export function dynamoDemandListStore(documents: DynamoDBDocumentClient, tableName: string): DemandListStore {
  const list = async (
    index: Index,
    value: string,
    limit: number,
    after: string | undefined,
  ): Promise<DemandPage> => {
    const start = after === undefined ? undefined : decode(after);
    // A cursor of another list must not open this one.
    if (start && start.key !== value) throw badCursor();
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.indexName,
        KeyConditionExpression: '#key = :value',
        ExpressionAttributeNames: { '#key': index.partitionKey },
        ExpressionAttributeValues: { ':value': value },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: start
          ? { pk: start.pk, sk: start.sk, [index.partitionKey]: start.key, filedAt: start.filedAt }
          : undefined,
      }),
    );
    return {
      demands: (page.Items ?? []).map(({ pk: _pk, sk: _sk, ...body }) => RECORD.read(body)),
      next: page.LastEvaluatedKey ? encode(page.LastEvaluatedKey, index) : undefined,
    };
  };
  return {
    ofAuthority: (authorityId, limit, after) => list(BY_AUTHORITY, authorityId, limit, after),
    inStatus: (status, limit, after) => list(BY_STATUS, status, limit, after),
  };
}

const encode = (key: Record<string, unknown>, index: Index) =>
  Buffer.from(
    JSON.stringify({ pk: key.pk, sk: key.sk, key: key[index.partitionKey], filedAt: key.filedAt }),
  ).toString('base64url');

function decode(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badCursor();
  }
}

const badCursor = () => problem('bad_cursor');
