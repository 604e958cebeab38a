import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { projectionOf } from '../query-by-key.ts';
import { fieldsOf } from '../row-of.ts';

const { subscribers: DIRECTORY } = READS.subscribers.tables;

/**
 * The subscriber directory: one item per account, of which only the attributes that are granted are read. No record is
 * made of a fact that the directory does not have.
 */
export function subscribersConnector({ tables }: StoresOf<'subscribers'>): Connector {
  const table = tables.subscribers;
  return {
    service: 'subscribers',
    items: SERVICES.subscribers.items,
    async *read({ account, items }, clients): AsyncGenerator<Found | Unfound> {
      const projection = projectionOf(attributesOf(DIRECTORY, items));
      const { Item } = await clients.documents.send(
        new GetCommand({
          TableName: table,
          Key: { account },
          ProjectionExpression: projection.expression,
          ExpressionAttributeNames: projection.names,
          ConsistentRead: true,
        }),
      );
      if (!Item) return;
      for (const [item, attributes] of Object.entries(DIRECTORY.attributes)) {
        const names = attributes.filter((name) => Item[name] !== undefined && Item[name] !== null);
        if (!items.includes(item) || names.length === 0) continue;
        const of = { account, service: 'subscribers', item, at: null, id: item };
        const fields = fieldsOf(Item, names);
        yield fields ? { ...of, fields } : { ...of, setAside: 'unreadable' };
      }
    },
  };
}
