import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { commitTransaction, conflictOf } from './dynamodb-demand.store.ts';
import type { FilingStore } from './filing.store.ts';
import { IDEMPOTENCY } from './idempotency.schema.ts';
import { idempotencyKey } from './work.table.ts';

/** Tables of one compartment. An earlier release kept the uses of keys beside the demands: `readKey` finds those too. */
export function dynamoFilingStore(
  documents: DynamoDBDocumentClient,
  { demands, work }: { demands: string; work: string },
): FilingStore {
  const used = async (TableName: string, authorityId: string, keyHash: string) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName, Key: idempotencyKey(authorityId, keyHash), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { pk: _pk, sk: _sk, ...body } = Item;
    return IDEMPOTENCY.read(body);
  };
  return {
    readKey: async (authorityId, keyHash) =>
      (await used(work, authorityId, keyHash)) ?? (await used(demands, authorityId, keyHash)),
    file: async (commit, { authorityId, keyHash, ...key }, takesBack) => {
      const transaction = commitTransaction(demands, commit, work);
      if (takesBack)
        transaction.TransactItems?.push(...(commitTransaction(demands, takesBack, work).TransactItems ?? []));
      transaction.TransactItems?.push({
        Put: {
          TableName: work,
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
