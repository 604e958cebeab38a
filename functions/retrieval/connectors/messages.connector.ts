import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { attributesOf, KEYS, queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

const FIELDS = {
  'content.messages': ['sentAt', 'conversation', 'from', 'to', 'body'],
  'traffic.message-logs': ['sentAt', 'from', 'to', 'size'],
};

/** Chat messages: one item per message and account that has it. */
export function messagesConnector({ tables }: StoresOf<'messages'>): Connector {
  const table = tables.messages;
  const attributes = (items: readonly string[]) => attributesOf(KEYS, FIELDS, items);
  return {
    service: 'messages',
    items: SERVICES.messages.items,
    access: (items) => ({
      tables: [{ name: table, actions: ['Query'], attributes: attributes(items) }],
      buckets: [],
    }),
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributes(items) };
      for await (const row of queryByKey(clients.documents, query))
        for (const [item, names] of Object.entries(FIELDS))
          if (items.includes(item)) yield recordOf({ account, service: 'messages', item }, row, names);
    },
  };
}
