import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { objectOf, recordOf } from '../row-of.ts';

const { mail: INDEX } = READS.mail.tables;
const MESSAGE = ['from', 'folder', 'labels'];

/** Mail: an index by account and instant of arrival, and the messages as RFC 5322 bytes in a bucket. */
export function mailConnector({ tables, buckets }: StoresOf<'mail'>): Connector {
  const [table, bucket] = [tables.mail, buckets.mail];
  return {
    service: 'mail',
    items: SERVICES.mail.items,
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributesOf(INDEX, items) };
      const message = { mediaType: 'message/rfc822', bucket: clients.bucket(bucket) };
      for await (const row of queryByKey(clients.documents, query)) {
        const of = { account, service: 'mail' };
        if (items.includes('content.mail'))
          yield objectOf({ ...of, item: 'content.mail' }, row, MESSAGE, message);
        if (items.includes('traffic.mail-headers'))
          yield recordOf(
            { ...of, item: 'traffic.mail-headers' },
            row,
            INDEX.attributes['traffic.mail-headers'],
          );
      }
    },
  };
}
