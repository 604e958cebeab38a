import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StoreBusy, TransactionTooLarge, UnreadableItem } from '../shared/faults.ts';
import type { Commit, DemandStore } from './demand.store.ts';
import { RECORD } from './demand-record.schema.ts';
import { demandKey, demandPartition, EVENT_PREFIX, eventKey, partKey, pieceKey } from './demands.table.ts';
import { readEvent } from './event.schema.ts';
import type { PartWrite } from './part.ts';
import { pendingOf } from './pending.ts';
import { cut, join, piecesOf } from './pieces.ts';
import type { Item } from './stored.ts';

/**
 * The demands table behind the port. Items are read as their version says.
 * @param workTable where commits leave their entries for the log; who only reads names none
 */
export function dynamoDemandStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  workTable?: string,
): DemandStore {
  const getItem = async (key: { pk: string; sk: string }) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
    );
    return Item;
  };
  const get = async <T>(key: { pk: string; sk: string }, read: (item: Item) => T) => {
    const item = await getItem(key);
    return item && read(bodyOf(item));
  };
  /** The body of a part, of whose pieces, where it has any, each is an item of its own. */
  const whole = async (demandId: string, item: Item): Promise<Item> => {
    const count = piecesOf(item);
    if (count === 0) return bodyOf(item);
    const pieces = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const piece = await getItem(pieceKey(demandId, String(item.sk), index));
        if (typeof piece?.text !== 'string') throw new UnreadableItem('a part without one of its pieces');
        return piece.text;
      }),
    );
    return join(bodyOf(item), pieces);
  };
  const query = (demandId: string, prefix: string) =>
    queryAll(documents, {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': demandPartition(demandId), ':prefix': prefix },
    });
  return {
    read: (demandId) => get(demandKey(demandId), RECORD.read),
    part: async (demandId, { key, stored }) => {
      const item = await getItem(partKey(demandId, key));
      return item && stored.read(await whole(demandId, item));
    },
    parts: async (demandId, { key, stored }) => {
      const items = await query(demandId, key);
      return Promise.all(items.map(async (item) => stored.read(await whole(demandId, item))));
    },
    events: async (demandId) => (await query(demandId, EVENT_PREFIX)).map((item) => readEvent(bodyOf(item))),
    commit: async (commit) => {
      try {
        await documents.send(new TransactWriteCommand(commitTransaction(tableName, commit, workTable)));
        return 'committed';
      } catch (error) {
        return conflictOf(error);
      }
    },
  };
}

/** All pages of a query, read so that every write that was acknowledged is there. */
export async function queryAll(documents: DynamoDBDocumentClient, query: QueryCommandInput): Promise<Item[]> {
  const found: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({ ...query, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    for (const item of page.Items ?? []) found.push(item);
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

/** DynamoDB takes no more. */
export const MAX_ITEMS = 100;

/**
 * The transaction of one commit, for the store and for those who add items of their own to it.
 * @throws TransactionTooLarge for one that DynamoDB would refuse
 */
export function commitTransaction(
  tableName: string,
  commit: Commit,
  workTable?: string,
): TransactWriteCommandInput {
  const { record, event, parts } = commit;
  const isNew = record.version === 1;
  const transaction = {
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
      ...parts.flatMap((part) => putsOf(tableName, record.id, part)),
      ...(workTable === undefined
        ? []
        : pendingOf(commit).map((Item) => ({ Put: { TableName: workTable, Item } }))),
    ],
  };
  const count = transaction.TransactItems.length;
  if (count > MAX_ITEMS) throw new TransactionTooLarge(`${count} items in one transaction`);
  return transaction;
}

/** A part that is replaced may have had a piece more: it is emptied, since nothing is ever deleted. */
function putsOf(tableName: string, demandId: string, { key, body, mode }: PartWrite) {
  const { item, pieces } = cut(body);
  const texts = mode === 'replace' && pieces.length > 0 ? [...pieces, ''] : pieces;
  const isNew = mode === 'create' ? { ConditionExpression: 'attribute_not_exists(pk)' } : {};
  return [
    { Put: { TableName: tableName, Item: { ...item, ...partKey(demandId, key) }, ...isNew } },
    ...texts.map((text, index) => ({
      Put: { TableName: tableName, Item: { text, ...pieceKey(demandId, key, index) } },
    })),
  ];
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

export const bodyOf = ({ pk: _pk, sk: _sk, ...body }: Item): Item => body;
