import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { KEYS, queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

const FIELDS = ['start', 'seconds', 'from', 'to', 'kind', 'result'];
const ATTRIBUTES = [...KEYS, ...FIELDS];

/** Call detail records. What was said is not kept. */
export function callsConnector({ tables }: StoresOf<'calls'>): Connector {
  const table = tables.calls;
  return {
    service: 'calls',
    items: SERVICES.calls.items,
    access: () => ({
      tables: [{ name: table, actions: ['Query'], attributes: ATTRIBUTES }],
      buckets: [],
    }),
    async *read({ account, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: ATTRIBUTES };
      for await (const row of queryByKey(clients.documents, query))
        yield recordOf({ account, service: 'calls', item: 'traffic.call-records' }, row, FIELDS);
    },
  };
}
