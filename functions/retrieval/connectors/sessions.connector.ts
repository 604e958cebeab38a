import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { KEYS, queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

/** A session that is open has no end. */
const FIELDS = ['start', 'end', 'address', 'port', 'userAgent'];
const ATTRIBUTES = [...KEYS, ...FIELDS];

/** Log-ins with the network address that each had. A session counts by its start. */
export function sessionsConnector({ tables }: StoresOf<'sessions'>): Connector {
  const table = tables.sessions;
  return {
    service: 'sessions',
    items: SERVICES.sessions.items,
    access: () => ({
      tables: [{ name: table, actions: ['Query'], attributes: ATTRIBUTES }],
      buckets: [],
    }),
    async *read({ account, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: ATTRIBUTES };
      for await (const row of queryByKey(clients.documents, query))
        yield recordOf({ account, service: 'sessions', item: 'sessions' }, row, FIELDS);
    },
  };
}
