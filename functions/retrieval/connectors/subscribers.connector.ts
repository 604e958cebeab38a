import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found } from '../connector.ts';
import { attributesOf, projectionOf } from '../query-by-key.ts';

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

/** A fact that the directory does not have of this subscriber is absent, and no record is made of it. */
const Subscriber = z.record(z.string(), z.json());

/** The subscriber directory: one item per account, of which only the attributes that are granted are read. */
export function subscribersConnector({ tables }: StoresOf<'subscribers'>): Connector {
  const table = tables.subscribers;
  return {
    service: 'subscribers',
    items: SERVICES.subscribers.items,
    access: (items) => ({
      tables: [{ name: table, actions: ['GetItem'], attributes: attributesOf(KEYS, ATTRIBUTES, items) }],
      buckets: [],
    }),
    async *read({ account, items }, clients): AsyncGenerator<Found> {
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
      const known = Subscriber.parse(Item);
      for (const [item, attributes] of Object.entries(ATTRIBUTES)) {
        const fields = Object.fromEntries(
          attributes.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
        );
        if (items.includes(item) && Object.keys(fields).length > 0)
          yield { account, service: 'subscribers', item, at: null, id: item, fields };
      }
    },
  };
}
