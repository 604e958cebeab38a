import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StoreBusy } from '../shared/faults.ts';
import type { Commit, DemandStore } from './demand.store.ts';
import { RECORD } from './demand-record.schema.ts';
import { demandKey, demandPartition, EVENT_PREFIX, eventKey, partKey } from './demands.table.ts';
import { readEvent } from './event.schema.ts';
import type { Item } from './stored.ts';

/** The demands table behind the port. Items are read as their version says. */
export function dynamoDemandStore(documents: DynamoDBDocumentClient, tableName: string): DemandStore {
  const get = async <T>(key: { pk: string; sk: string }, read: (item: Item) => T) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
    );
    return Item && read(bodyOf(Item));
  };
  const query = async <T>(demandId: string, prefix: string, read: (item: Item) => T) => {
    const found: T[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': demandPartition(demandId), ':prefix': prefix },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => read(bodyOf(item))));
      from = page.LastEvaluatedKey;
    } while (from);
    return found;
  };
  return {
    read: (demandId) => get(demandKey(demandId), RECORD.read),
    part: (demandId, { key, stored }) => get(partKey(demandId, key), stored.read),
    parts: (demandId, { key, stored }) => query(demandId, key, stored.read),
    events: (demandId) => query(demandId, EVENT_PREFIX, readEvent),
    commit: async (commit) => {
      try {
        await documents.send(new TransactWriteCommand(commitTransaction(tableName, commit)));
        return 'committed';
      } catch (error) {
        return conflictOf(error);
      }
    },
  };
}

/** The transaction of one commit, for the store and for those who add items of their own to it. */
export function commitTransaction(tableName: string, commit: Commit): TransactWriteCommandInput {
  const { record, event, parts } = commit;
  const isNew = record.version === 1;
  return {
    TransactItems: [
      {
        Put: {
          TableName: tableName,
          Item: { ...record, ...demandKey(record.id) },
          ConditionExpression: isNew ? 'attribute_not_exists(pk)' : '#version = :before',
          ...(isNew
            ? {}
            : {
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':before': record.version - 1 },
              }),
        },
      },
      {
        Put: {
          TableName: tableName,
          Item: { ...event, ...eventKey(record.id, event.seq) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      ...parts.map(({ key, body, mode }) => ({
        Put: {
          TableName: tableName,
          Item: { ...body, ...partKey(record.id, key) },
          ...(mode === 'create' ? { ConditionExpression: 'attribute_not_exists(pk)' } : {}),
        },
      })),
    ],
  };
}

/** `conflict` for a commit that another one overtook. @throws StoreBusy for throttling; everything else as it came */
export function conflictOf(error: unknown): 'conflict' {
  if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException)
    return 'conflict';
  if (error instanceof TransactionCanceledException) {
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
    if (codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict'))
      return 'conflict';
    if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded'))
      throw new StoreBusy('the table is throttled', { cause: error });
  }
  throw error;
}

const bodyOf = ({ pk: _pk, sk: _sk, ...body }: Item): Item => body;
