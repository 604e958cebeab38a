import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { InstantRange } from '../shared/instant-range.ts';
import { keyOf } from './row-of.ts';

type KeyQuery = {
  table: string;
  account: string;
  period: InstantRange;
  /** What stands before the instant in the sort key. */
  prefix?: string;
  attributes: readonly string[];
};

/**
 * Items of one account whose sort key `<prefix><instant>#<id>` lies in a period, oldest first, page by page to the
 * last one. As texts, instants are in order to the second alone, because each may have another precision: what of the
 * first and the last second lies outside is left out by its instant.
 */
export async function* queryByKey(
  documents: DynamoDBDocumentClient,
  { table, account, period, prefix = '', attributes }: KeyQuery,
): AsyncGenerator<Record<string, unknown>> {
  const projection = projectionOf(attributes);
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#account = :account AND #entry BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#account': 'account', '#entry': 'entry', ...projection.names },
        ExpressionAttributeValues: {
          ':account': account,
          ':from': `${prefix}${secondOf(period.from)}`,
          ':to': `${prefix}${secondOf(period.to)}~`,
        },
        ProjectionExpression: projection.expression,
        Select: 'SPECIFIC_ATTRIBUTES',
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const row of page.Items ?? []) if (isWithin(row.entry, prefix, period)) yield row;
    from = page.LastEvaluatedKey;
  } while (from);
}

/** Without what follows the seconds. */
const secondOf = (instant: string) => instant.slice(0, 'YYYY-MM-DDThh:mm:ss'.length);

/** Of a key without an instant the text counts: it is told of, and set aside. */
function isWithin(entry: unknown, prefix: string, { from, to }: InstantRange): boolean {
  const at = keyOf(entry)?.at ?? String(entry).slice(prefix.length);
  return at >= from && at < to;
}

/** Session policies demand that a read names its attributes; placeholders, because some names are reserved words. */
export const projectionOf = (attributes: readonly string[]) => ({
  expression: attributes.map((_, index) => `#a${index}`).join(', '),
  names: Object.fromEntries(attributes.map((attribute, index) => [`#a${index}`, attribute])),
});
