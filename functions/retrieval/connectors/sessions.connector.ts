import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Connector, Found, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { recordOf } from '../row-of.ts';

const { sessions: ROWS } = READS.sessions.tables;
const FIELDS = ROWS.attributes.sessions;

/** Log-ins with the network address that each had. A session counts by its start. */
export function sessionsConnector({ tables }: StoresOf<'sessions'>): Connector {
  const table = tables.sessions;
  return {
    service: 'sessions',
    items: SERVICES.sessions.items,
    async *read({ account, items, period }, clients): AsyncGenerator<Found | Unfound> {
      const query = { table, account, period, attributes: attributesOf(ROWS, items) };
      for await (const row of queryByKey(clients.documents, query))
        yield recordOf({ account, service: 'sessions', item: 'sessions' }, row, FIELDS);
    },
  };
}
