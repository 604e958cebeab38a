import * as z from 'zod/mini';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found } from '../connector.ts';
import { entryInstant, queryByKey } from '../query-by-key.ts';

const ATTRIBUTES = ['account', 'entry', 'id', 'start', 'end', 'address', 'port', 'userAgent'];

const Keyed = z.object({ entry: z.string(), id: z.string() });
const Session = z.object({
  start: z.string(),
  end: z.string(),
  address: z.string(),
  port: z.int(),
  userAgent: z.string(),
});

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
    async *read({ account, period }, clients): AsyncGenerator<Found> {
      for await (const row of queryByKey(clients.documents, {
        table,
        account,
        period,
        attributes: ATTRIBUTES,
      })) {
        const { entry, id } = Keyed.parse(row);
        const common = { account, service: 'sessions', item: 'sessions' };
        yield { ...common, at: entryInstant(entry), id, fields: Session.parse(row) };
      }
    },
  };
}
