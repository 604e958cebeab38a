import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DemandStore } from './demand.store.ts';
import { TOKEN } from './parts/token.part.ts';
import type { TokenStore } from './token.store.ts';
import { waitKey } from './work.table.ts';

/** Tokens in the work table. An earlier release kept them beside the demands: those are found too. */
export function dynamoTokenStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  demands: Pick<DemandStore, 'part'>,
): TokenStore {
  return {
    read: async (demandId, wait) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: waitKey(demandId, wait), ConsistentRead: true }),
      );
      if (!Item) return demands.part(demandId, TOKEN(wait));
      const { pk: _pk, sk: _sk, ...body } = Item;
      return TOKEN(wait).stored.read(body);
    },
    keep: async (demandId, wait, token) => {
      const item = { ...TOKEN(wait).stored.write(token), ...waitKey(demandId, wait) };
      await documents.send(new PutCommand({ TableName: tableName, Item: item }));
    },
  };
}
