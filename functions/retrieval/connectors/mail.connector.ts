import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { attributesOf, KEYS, queryByKey } from '../query-by-key.ts';
import { objectOf, recordOf } from '../row-of.ts';

/** What each item needs of the index. The subject is in the index too, and in neither list: it is content. */
const ATTRIBUTES = {
  'content.mail': ['key', 'from'],
  'traffic.mail-headers': ['date', 'from', 'to', 'messageId', 'size'],
};

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
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributes(items) };
      const message = (key: string) => ({
        mediaType: 'message/rfc822',
        open: () => clients.bucket(bucket).read(key),
      });
      for await (const row of queryByKey(clients.documents, query)) {
        const of = { account, service: 'mail' };
        if (items.includes('content.mail'))
          yield objectOf({ ...of, item: 'content.mail' }, row, ['from'], message);
        if (items.includes('traffic.mail-headers'))
          yield recordOf({ ...of, item: 'traffic.mail-headers' }, row, ATTRIBUTES['traffic.mail-headers']);
      }
    },
  };
}
