import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isDemandId } from '../ledger/demand-id.ts';
import { type DemandRecord, RECORD } from '../ledger/demand-record.schema.ts';
import { BY_AUTHORITY, BY_STATUS, demandKey } from '../ledger/demands.table.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { WAITING, type Waits } from '../ledger/parts/waiting.schema.ts';
import { problem } from '../shared/problem.ts';
import type { DemandListStore, DemandPage, DemandsIn } from './demand-list.store.ts';

type Index = typeof BY_AUTHORITY | typeof BY_STATUS;
type List = { index: Index; value: string; limit: number };

/** What is open in one status is read whole, since what presses is not what is oldest. More than this is no desk's day. */
const MOST_IN_A_STATUS = 5000;
const AT_ONCE = 25;
const END_OF_TIME = '9999';

const Place = z.object({ authorityId: z.string(), filedAt: z.string() });
const Last = z.object({ id: z.string() });

/** Lists from the indexes of the demands table. A cursor is the id of the last demand of the page before, and no more. */
export function dynamoDemandListStore(documents: DynamoDBDocumentClient, tableName: string): DemandListStore {
  /** Where a list goes on. What stands at an id is looked up; nothing that a caller sends becomes a key. */
  const startAfter = async ({ index, value }: List, after: string) => {
    if (!isDemandId(after)) throw badCursor();
    const key = demandKey(after);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: key, ProjectionExpression: 'authorityId, filedAt' }),
    );
    if (!Item) throw badCursor();
    const { authorityId, filedAt } = Place.parse(Item);
    // Another authority's demand and none at all answer alike. A status may have changed since the page before.
    if (index === BY_AUTHORITY && authorityId !== value) throw badCursor();
    return { ...key, [index.partitionKey]: value, [index.sortKey]: filedAt };
  };
  const list = async (list: List, after: string | undefined): Promise<DemandPage> => {
    const { index, value, limit } = list;
    const start = after === undefined ? undefined : await startAfter(list, after);
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.indexName,
        KeyConditionExpression: '#key = :value',
        ExpressionAttributeNames: { '#key': index.partitionKey },
        ExpressionAttributeValues: { ':value': value },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    );
    return {
      demands: Items.map(({ pk: _pk, sk: _sk, ...body }) => RECORD.read(body)),
      next: LastEvaluatedKey ? Last.parse(Items.at(-1)).id : undefined,
    };
  };
  const allIn = async (status: string): Promise<DemandsIn> => {
    const demands: DemandRecord[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: BY_STATUS.indexName,
          KeyConditionExpression: '#status = :status',
          ExpressionAttributeNames: { '#status': BY_STATUS.partitionKey },
          ExpressionAttributeValues: { ':status': status },
          Limit: MOST_IN_A_STATUS - demands.length,
          ExclusiveStartKey: from,
        }),
      );
      for (const { pk: _pk, sk: _sk, ...body } of page.Items ?? []) demands.push(RECORD.read(body));
      from = page.LastEvaluatedKey;
    } while (from && demands.length < MOST_IN_A_STATUS);
    return { demands, isCut: from !== undefined };
  };
  const dues = dynamoDueStore(documents, tableName);
  const waiting = async (kind: Waits): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    for await (const { demandId } of dues.due(WAITING[kind], END_OF_TIME)) {
      ids.add(demandId);
      if (ids.size === MOST_IN_A_STATUS) break;
    }
    return ids;
  };
  const read = async (id: string): Promise<DemandRecord[]> => {
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: demandKey(id) }));
    if (!Item) return [];
    const { pk: _pk, sk: _sk, ...body } = Item;
    return [RECORD.read(body)];
  };
  const these = async (ids: readonly string[]): Promise<DemandRecord[]> => {
    const demands: DemandRecord[] = [];
    for (let begin = 0; begin < ids.length; begin += AT_ONCE)
      demands.push(...(await Promise.all(ids.slice(begin, begin + AT_ONCE).map(read))).flat());
    return demands;
  };
  return {
    allIn,
    waiting,
    these,
    ofAuthority: (value, limit, after) => list({ index: BY_AUTHORITY, value, limit }, after),
    inStatus: (value, limit, after) => list({ index: BY_STATUS, value, limit }, after),
  };
}

const badCursor = () => problem('bad_cursor');
