import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { attributesOf, projectionOf } from '../query-by-key.ts';
import { fieldsOf } from '../row-of.ts';

/** The attribute of the directory that each item is. */
const ATTRIBUTES = {
  'subscriber.name': ['name'],
  'subscriber.address': ['address'],
  'subscriber.contact': ['contact'],
  'subscriber.identifiers': ['identifiers'],
  'subscriber.length-of-service': ['since', 'until'],
  'subscriber.services': ['services'],
  'subscriber.payment': ['payment'],
};
const KEYS = ['account'];

/**
 * The subscriber directory: one item per account, of which only the attributes that are granted are read. No record is
 * made of a fact that the directory does not have.
 */
export function subscribersConnector({ tables }: StoresOf<'subscribers'>): Connector {
  const table = tables.subscribers;
  return {
    service: 'subscribers',
    items: SERVICES.subscribers.items,
    access: (items) => ({
      tables: [{ name: table, actions: ['GetItem'], attributes: attributesOf(KEYS, ATTRIBUTES, items) }],
      buckets: [],
    }),
    async *read({ account, items }, clients): AsyncGenerator<Found | Unfound> {
      const projection = projectionOf(attributesOf(KEYS, ATTRIBUTES, items));
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
      for (const [item, attributes] of Object.entries(ATTRIBUTES)) {
        const names = attributes.filter((name) => Item[name] !== undefined && Item[name] !== null);
        if (!items.includes(item) || names.length === 0) continue;
        const of = { account, service: 'subscribers', item, at: null, id: item };
        const fields = fieldsOf(Item, names);
        yield fields ? { ...of, fields } : { ...of, setAside: 'unreadable' };
      }
    },
  };
}
