import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

const { messages: ROWS } = READS.messages.tables;

/** Chat messages: one item per message and account that has it. */
export function messagesConnector({ tables }: StoresOf<'messages'>): Connector {
  const table = tables.messages;
  return {
    service: 'messages',
    items: SERVICES.messages.items,
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributesOf(ROWS, items) };
      for await (const row of queryByKey(clients.documents, query))
        for (const [item, names] of Object.entries(ROWS.attributes))
          if (items.includes(item)) yield recordOf({ account, service: 'messages', item }, row, names);
    },
  };
}
