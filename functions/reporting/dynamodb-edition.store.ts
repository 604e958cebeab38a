import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { pendingEdition } from '../ledger/pending.ts';
import { EDITION, type Edition, entryOf } from './edition.schema.ts';
import type { EditionStore } from './edition.store.ts';
import {
  DRAFTS_PARTITION,
  draftKey,
  EDITIONS_PARTITION,
  editionKey,
  editionListKey,
  editionsOf,
} from './reports.table.ts';

/** Interim editions, in a list of their own, which nobody but who publishes reaches. The log has none of them. */
export const dynamoDraftStore = (documents: DynamoDBDocumentClient, tableName: string): EditionStore =>
  editionStore(documents, tableName, { list: DRAFTS_PARTITION, keyOf: draftKey });

/**
 * Editions in the reports table: each beside its period and once more in the list of all. They are read from the list, since
 * what demands add stands beside the others.
 * @param workTable where what is created leaves its entry for the log; who only reads names none
 */
export const dynamoEditionStore = (
  documents: DynamoDBDocumentClient,
  tableName: string,
  workTable?: string,
): EditionStore =>
  editionStore(documents, tableName, { list: EDITIONS_PARTITION, keyOf: editionKey, workTable });

type Shelf = { list: string; keyOf: typeof editionKey; workTable?: string | undefined };

function editionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  { list, keyOf, workTable }: Shelf,
): EditionStore {
  return {
    find: async (period, edition) => {
      const { Item } = await documents.send(
        new GetCommand({
          TableName: tableName,
          Key: editionListKey(period, edition, list),
          ConsistentRead: true,
        }),
      );
      return Item && parseItem(Item);
    },
    latest: async (period) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': list, ':prefix': editionsOf(period) },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      return Items[0] && parseItem(Items[0]);
    },
    list: async () => {
      const editions: Edition[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': list },
            ExclusiveStartKey: from,
          }),
        );
        editions.push(...(page.Items ?? []).map(parseItem));
        from = page.LastEvaluatedKey;
      } while (from);
      return editions;
    },
    create: async (edition) => {
      const keys = [
        keyOf(edition.period, edition.edition),
        editionListKey(edition.period, edition.edition, list),
      ];
      try {
        await documents.send(
          new TransactWriteCommand({
            TransactItems: [
              ...keys.map((key) => ({
                Put: {
                  TableName: tableName,
                  Item: { ...EDITION.write(edition), ...key },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              })),
              ...(workTable === undefined
                ? []
                : [{ Put: { TableName: workTable, Item: pendingEdition(edition.asOf, entryOf(edition)) } }]),
            ],
          }),
        );
        return 'created';
      } catch (error) {
        if (wasThere(error)) return 'exists';
        throw error;
      }
    },
  };
}

/** Another transaction on the same items is another publisher of the same edition. */
const wasThere = (error: unknown) =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
  );

const parseItem = ({ pk: _pk, sk: _sk, ...body }: Record<string, unknown>): Edition => EDITION.read(body);
