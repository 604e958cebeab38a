import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

const { calls: ROWS } = READS.calls.tables;
const FIELDS = ROWS.attributes['traffic.call-records'];

/** Call detail records. What was said is not kept. */
export function callsConnector({ tables }: StoresOf<'calls'>): Connector {
  const table = tables.calls;
  return {
    service: 'calls',
    items: SERVICES.calls.items,
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributesOf(ROWS, items) };
      for await (const row of queryByKey(clients.documents, query))
        yield recordOf({ account, service: 'calls', item: 'traffic.call-records' }, row, FIELDS);
    },
  };
}
