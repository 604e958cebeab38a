import * as z from 'zod/mini';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Connector, Found } from '../connector.ts';
import { entryInstant, queryByKey } from '../query-by-key.ts';

const ATTRIBUTES = ['account', 'entry', 'id', 'start', 'seconds', 'from', 'to', 'kind', 'result'];

const Keyed = z.object({ entry: z.string(), id: z.string() });
const Call = z.object({
  start: z.string(),
  seconds: z.int(),
  from: z.string(),
  to: z.string(),
  kind: z.string(),
  result: z.string(),
});

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
    async *read({ account, period }, clients): AsyncGenerator<Found> {
      for await (const row of queryByKey(clients.documents, {
        table,
        account,
        period,
        attributes: ATTRIBUTES,
      })) {
        const { entry, id } = Keyed.parse(row);
        const common = { account, service: 'calls', item: 'traffic.call-records' };
        yield { ...common, at: entryInstant(entry), id, fields: Call.parse(row) };
      }
    },
  };
}
