import * as z from 'zod/mini';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found } from '../connector.ts';
import { attributesOf, entryInstant, queryByKey } from '../query-by-key.ts';

/** What each item needs of the index. The subject is in the index too, and in neither list: it is content. */
const ATTRIBUTES = {
  'content.mail': ['key', 'from'],
  'traffic.mail-headers': ['date', 'from', 'to', 'messageId', 'size'],
};
const KEYS = ['account', 'entry', 'id'];

const Keyed = z.object({ entry: z.string(), id: z.string() });
const Content = z.object({ key: z.string(), from: z.string() });
const Headers = z.object({
  date: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  messageId: z.string(),
  size: z.int(),
});

/** Mail: an index by account and instant of arrival, and the messages as RFC 5322 bytes in a bucket. */
export function mailConnector({ tables, buckets }: StoresOf<'mail'>): Connector {
  const [table, bucket] = [tables.mail, buckets.mail];
  const attributes = (items: readonly string[]) => attributesOf(KEYS, ATTRIBUTES, items);
  return {
    service: 'mail',
    items: SERVICES.mail.items,
    access: (items) => ({
      tables: [{ name: table, actions: ['Query'], attributes: attributes(items) }],
      buckets: items.includes('content.mail') ? [bucket] : [],
    }),
    async *read({ account, items, period }, clients): AsyncGenerator<Found> {
      const query = { table, account, period, attributes: attributes(items) };
      for await (const row of queryByKey(clients.documents, query)) {
        const { entry, id } = Keyed.parse(row);
        const common = { account, service: 'mail', at: entryInstant(entry), id };
        if (items.includes('content.mail')) {
          const { key, from } = Content.parse(row);
          const open = () => clients.bucket(bucket).read(key);
          yield {
            ...common,
            item: 'content.mail',
            fields: { from },
            blob: { mediaType: 'message/rfc822', open },
          };
        }
        if (items.includes('traffic.mail-headers'))
          yield { ...common, item: 'traffic.mail-headers', fields: Headers.parse(row) };
      }
    },
  };
}
