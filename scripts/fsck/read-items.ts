import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from './raw-demand.ts';

/** Every item of a table. */
export async function* scan(
  documents: DynamoDBDocumentClient,
  input: ScanCommand['input'],
): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** The items of one demand. */
export async function itemsOf(documents: DynamoDBDocumentClient, table: string, id: string): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `demand#${id}` },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}
