import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { UnreadableItem } from '../shared/faults.ts';
import { Authority } from './authority.schema.ts';
import type { AuthorityRegister } from './authority-register.ts';

/** The register as a table. What is there and is no entry is a fault, and no authority. */
export function dynamoAuthorityRegister(
  documents: DynamoDBDocumentClient,
  tableName: string,
): AuthorityRegister {
  return {
    find: async (id) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true }),
      );
      return Item && readAuthority(Item);
    },
  };
}

/** @throws UnreadableItem */
export function readAuthority(item: unknown): Authority {
  const parsed = Authority.safeParse(item);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnreadableItem(`authority: ${issue?.code} at /${issue?.path.join('/')}`);
}
