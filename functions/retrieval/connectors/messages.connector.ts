import * as z from 'zod/mini';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found } from '../connector.ts';
import { attributesOf, entryInstant, queryByKey } from '../query-by-key.ts';

const ATTRIBUTES = {
  'content.messages': ['conversation', 'from', 'to', 'sentAt', 'body'],
  'traffic.message-logs': ['from', 'to', 'sentAt', 'size'],
};
const KEYS = ['account', 'entry', 'id'];

const Keyed = z.object({ entry: z.string(), id: z.string() });
const Log = z.object({ sentAt: z.string(), from: z.string(), to: z.array(z.string()), size: z.int() });
const Message = z.object({
  sentAt: z.string(),
  conversation: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  body: z.string(),
});

/** Chat messages: one item per message and account that has it. */
export function messagesConnector({ tables }: StoresOf<'messages'>): Connector {
  const table = tables.messages;
  const attributes = (items: readonly string[]) => attributesOf(KEYS, ATTRIBUTES, items);
  return {
    service: 'messages',
    items: SERVICES.messages.items,
    access: (items) => ({
      tables: [{ name: table, actions: ['Query'], attributes: attributes(items) }],
      buckets: [],
    }),
    async *read({ account, items, period }, clients): AsyncGenerator<Found> {
      const query = { table, account, period, attributes: attributes(items) };
      for await (const row of queryByKey(clients.documents, query)) {
        const { entry, id } = Keyed.parse(row);
        const common = { account, service: 'messages', at: entryInstant(entry), id };
        if (items.includes('content.messages'))
          yield { ...common, item: 'content.messages', fields: Message.parse(row) };
        if (items.includes('traffic.message-logs'))
          yield { ...common, item: 'traffic.message-logs', fields: Log.parse(row) };
      }
    },
  };
}
