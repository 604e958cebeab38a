import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { nonceKey } from '../ledger/work.table.ts';
import type { NonceStore } from './nonce.store.ts';

export function dynamoNonceStore(documents: DynamoDBDocumentClient, tableName: string): NonceStore {
  return {
    use: async ({ authorityId, jtiHash, usedFor, expiresAt }) => {
      try {
        await documents.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...nonceKey(authorityId, jtiHash), usedFor, expiresAt },
            ConditionExpression: 'attribute_not_exists(pk) OR usedFor = :usedFor',
            ExpressionAttributeValues: { ':usedFor': usedFor },
          }),
        );
        return 'ours';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'used';
        throw error;
      }
    },
  };
}
