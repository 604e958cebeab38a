import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DemandStore } from './demand.store.ts';
import { compartmentOf } from './demand-id.ts';
import { demandPartition, PIECE_PREFIX } from './demands.table.ts';
import { bodyOf } from './dynamodb-demand.store.ts';
import { keptLooks, oneLook, type ReadStretch, STRETCHES } from './one-look.ts';
import type { Item } from './stored.ts';

type Tables = { DEMANDS_TABLE: string; CLEARED_DEMANDS_TABLE?: string };

/** Behind every piece. */
const PAST_PIECES = `${PIECE_PREFIX}~`;

/**
 * Makes the store of an invocation that asks for much of a demand (`oneLook`), of one compartment or of both. Invocations of
 * one instance that find a demand unchanged go on from what an earlier one read of it.
 */
export function dynamoLooks(
  documents: DynamoDBDocumentClient,
  { DEMANDS_TABLE: open, CLEARED_DEMANDS_TABLE: cleared = open }: Tables,
  store: DemandStore,
  read: keyof typeof STRETCHES = 'apart',
): () => DemandStore {
  const readStretch: ReadStretch = async (demandId, { from, to }) => {
    const pk = demandPartition(demandId);
    const items = new Map<string, Item>();
    let after: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: compartmentOf(demandId) === 'open' ? open : cleared,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      for (const item of page.Items ?? []) if (!isPiece(item.sk)) items.set(String(item.sk), bodyOf(item));
      after = page.LastEvaluatedKey;
      // What pieces are left is not read along.
      if (after && isPiece(after.sk)) after = { pk, sk: PAST_PIECES };
    } while (after);
    return items;
  };
  const kept = keptLooks();
  return () => oneLook(store, readStretch, { stretches: STRETCHES[read], kept });
}

const isPiece = (sk: unknown) => String(sk).startsWith(PIECE_PREFIX);
