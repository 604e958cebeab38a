import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Target } from '../shared/demand.schema.ts';
import type { AccountDirectory } from './account-directory.ts';
import { identifier } from './sample-provider.tables.ts';

const Entry = z.object({
  since: z.string(),
  until: z.optional(z.string()),
  account: z.string(),
  customer: z.enum(['consumer', 'enterprise', 'public-sector']),
  usPerson: z.optional(z.boolean()),
  inUS: z.optional(z.boolean()),
  dataCountry: z.optional(z.string()),
  controllerCountry: z.optional(z.string()),
});

/** Types that can name an account; the others are searches, and nothing is searched here. */
const SPECIFIC: ReadonlySet<Target['type']> = new Set([
  'email',
  'phone',
  'account-id',
  'device',
  'ip-address',
]);

/** The sample provider's directory: one query by identifier; the entry that held at the target's instant counts. */
export function dynamoAccountDirectory(
  documents: DynamoDBDocumentClient,
  tableName: string,
): AccountDirectory {
  return {
    find: async (target, now) => {
      if (!SPECIFIC.has(target.type)) return [];
      const value = target.type === 'email' ? target.value.toLowerCase() : target.value;
      const at = new Date(target.at ?? now).toISOString();
      const { Items } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'identifier = :identifier',
          ExpressionAttributeValues: { ':identifier': identifier(target.type, value) },
          ConsistentRead: true,
        }),
      );
      return (Items ?? [])
        .map((item) => Entry.parse(item))
        .filter(({ since, until }) => since <= at && (until === undefined || at < until));
    },
  };
}
