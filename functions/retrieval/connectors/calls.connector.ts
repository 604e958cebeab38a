import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Clients, Connector, Found, Grant, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { objectOf, recordOf } from '../row-of.ts';

const { calls: ROWS } = READS.calls.tables;
const CALL = ROWS.attributes['traffic.call-records'];
const RECORDING = ROWS.attributes['content.calls'].filter((name) => name !== 'key');

type Source = { table: string; bucket: string };

/**
 * Call detail records by the instant of the call, and what was recorded of calls, voice mail among it, by the instant at
 * which the recording was stored, in one table; sound and picture in a bucket.
 */
export function callsConnector({ tables, buckets }: StoresOf<'calls'>): Connector {
  const source = { table: tables.calls, bucket: buckets.calls };
  return {
    service: 'calls',
    items: SERVICES.calls.items,
    async *read(grant, clients): AsyncGenerator<Found | Unfound> {
      if (grant.items.includes('traffic.call-records')) yield* readCallRecords(source, grant, clients);
      if (grant.items.includes('content.calls')) yield* readRecordings(source, grant, clients);
    },
  };
}

async function* readCallRecords({ table }: Source, { account, period }: Grant, clients: Clients) {
  const query = { table, account, period, attributes: attributesOf(ROWS, ['traffic.call-records']) };
  for await (const row of queryByKey(clients.documents, query))
    yield recordOf({ account, service: 'calls', item: 'traffic.call-records' }, row, CALL);
}

async function* readRecordings({ table, bucket }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = attributesOf(ROWS, ['content.calls']);
  const query = { table, account, period, prefix: 'recording#', attributes };
  for await (const row of queryByKey(clients.documents, query))
    yield objectOf({ account, service: 'calls', item: 'content.calls' }, row, RECORDING, {
      mediaType: typeof row.mediaType === 'string' ? row.mediaType : '',
      bucket: clients.bucket(bucket),
    });
}
