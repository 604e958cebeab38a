import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { EDITION, type Edition } from './edition.schema.ts';
import type { EditionStore } from './edition.store.ts';
import {
  EDITION_PREFIX,
  EDITIONS_PARTITION,
  editionKey,
  editionListKey,
  periodPartition,
} from './reports.table.ts';

/** Editions in the reports table: each beside its period and once more in the list of all. */
export function dynamoEditionStore(documents: DynamoDBDocumentClient, tableName: string): EditionStore {
  return {
    find: async (period, edition) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: editionKey(period, edition), ConsistentRead: true }),
      );
      return Item && parseItem(Item);
    },
    latest: async (period) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': periodPartition(period), ':prefix': EDITION_PREFIX },
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
            ExpressionAttributeValues: { ':pk': EDITIONS_PARTITION },
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
        editionKey(edition.period, edition.edition),
        editionListKey(edition.period, edition.edition),
      ];
      try {
        await documents.send(
          new TransactWriteCommand({
            TransactItems: keys.map((key) => ({
              Put: {
                TableName: tableName,
                Item: { ...EDITION.write(edition), ...key },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            })),
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
