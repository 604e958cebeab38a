import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DemandStore } from './demand.store.ts';
import { compartmentOf } from './demand-id.ts';
import { demandPartition } from './demands.table.ts';
import { bodyOf, queryAll } from './dynamodb-demand.store.ts';
import { oneLook, type ReadStretch } from './one-look.ts';

type Tables = { DEMANDS_TABLE: string; CLEARED_DEMANDS_TABLE?: string };

/** Makes the store of an invocation that asks for much of a demand (`oneLook`), of one compartment or of both. */
export function dynamoLooks(
  documents: DynamoDBDocumentClient,
  { DEMANDS_TABLE: open, CLEARED_DEMANDS_TABLE: cleared = open }: Tables,
  store: DemandStore,
): () => DemandStore {
  const read: ReadStretch = async (demandId, from, to) => {
    const items = await queryAll(documents, {
      TableName: compartmentOf(demandId) === 'open' ? open : cleared,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': demandPartition(demandId), ':from': from, ':to': to },
    });
    return new Map(items.map((item) => [String(item.sk), bodyOf(item)]));
  };
  return () => oneLook(store, read);
}
