import { SERVICES, type StoresOf } from '../../provider/services.ts';
import { attributesOf, READS } from '../access.ts';
import type { Clients, Connector, Found, Grant, Unfound } from '../connector.ts';
import { queryByKey } from '../query-by-key.ts';
import { objectOf, recordOf } from '../row-of.ts';

const FILE = ['modified', 'folder', 'name', 'labels', 'size'];
const { files: ROWS } = READS.files.tables;
const ACCESS = ROWS.attributes['traffic.access-logs'];

type Source = { table: string; bucket: string };

/** Files by the instant of their last change, and accesses to them by theirs, in one table. */
export function filesConnector({ tables, buckets }: StoresOf<'files'>): Connector {
  const source = { table: tables.files, bucket: buckets.files };
  return {
    service: 'files',
    items: SERVICES.files.items,
    async *read(grant, clients): AsyncGenerator<Found | Unfound> {
      if (grant.items.includes('content.files')) yield* readFiles(source, grant, clients);
      if (grant.items.includes('traffic.access-logs')) yield* readAccessLogs(source, grant, clients);
    },
  };
}

async function* readFiles({ table, bucket }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = attributesOf(ROWS, ['content.files']);
  const query = { table, account, period, prefix: 'file#', attributes };
  for await (const row of queryByKey(clients.documents, query))
    yield objectOf({ account, service: 'files', item: 'content.files' }, row, FILE, {
      mediaType: typeof row.mediaType === 'string' ? row.mediaType : '',
      bucket: clients.bucket(bucket),
    });
}

async function* readAccessLogs({ table }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = attributesOf(ROWS, ['traffic.access-logs']);
  const query = { table, account, period, prefix: 'access#', attributes };
  for await (const row of queryByKey(clients.documents, query))
    yield recordOf({ account, service: 'files', item: 'traffic.access-logs' }, row, ACCESS);
}
