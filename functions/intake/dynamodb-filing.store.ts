import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { idempotencyKey } from '../ledger/demands.table.ts';
import { commitTransaction, conflictOf } from '../ledger/dynamodb-demand.store.ts';
import { IDEMPOTENCY } from '../ledger/idempotency.schema.ts';
import type { FilingStore } from './filing.store.ts';

export function dynamoFilingStore(documents: DynamoDBDocumentClient, tableName: string): FilingStore {
  return {
    readKey: async (authorityId, keyHash) => {
      const { Item } = await documents.send(
        new GetCommand({
          TableName: tableName,
          Key: idempotencyKey(authorityId, keyHash),
          ConsistentRead: true,
        }),
      );
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ...used } = Item;
      return IDEMPOTENCY.read(used);
    },
    file: async (commit, { authorityId, keyHash, ...key }) => {
      const transaction = commitTransaction(tableName, commit);
      transaction.TransactItems?.push({
        Put: {
          TableName: tableName,
          Item: { ...IDEMPOTENCY.write(key), ...idempotencyKey(authorityId, keyHash) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      });
      try {
        await documents.send(new TransactWriteCommand(transaction));
        return 'committed';
      } catch (error) {
        return conflictOf(error);
      }
    },
  };
}
