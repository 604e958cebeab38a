import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Authority } from '../../functions/authorities/authority.schema.ts';

/** The invented authorities that the sample demands are of. */
export const sampleAuthorities = (): Authority[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => Authority.parse(JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))));

/** Enrols those that are not there yet: who was suspended by hand stays so. Returns how many it enrolled. */
export async function loadAuthorities(table: string, documents: DynamoDBDocumentClient): Promise<number> {
  let enrolled = 0;
  for (const Item of sampleAuthorities()) {
    const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(id)' });
    try {
      await documents.send(put);
      enrolled += 1;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
  return enrolled;
}
