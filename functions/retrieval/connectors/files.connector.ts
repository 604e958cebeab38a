import type { Grant } from '../../ledger/parts/scope.part.ts';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Clients, Connector, Found, Unfound } from '../connector.ts';
import { attributesOf, KEYS, queryByKey } from '../query-by-key.ts';
import { objectOf, recordOf } from '../row-of.ts';

const FILE = ['modified', 'name', 'size'];
const ACCESS = ['accessed', 'file', 'action', 'address'];
const ATTRIBUTES = {
  'content.files': ['key', 'mediaType', ...FILE],
  'traffic.access-logs': ACCESS,
};

type Source = { table: string; bucket: string };

/** Files by the instant of their last change, and accesses to them by theirs, in one table. */
export function filesConnector({ tables, buckets }: StoresOf<'files'>): Connector {
  const source = { table: tables.files, bucket: buckets.files };
  return {
    service: 'files',
    items: SERVICES.files.items,
    access: (items) => ({
      tables: [{ name: source.table, actions: ['Query'], attributes: attributesOf(KEYS, ATTRIBUTES, items) }],
      buckets: items.includes('content.files') ? [source.bucket] : [],
    }),
    async *read(grant, clients): AsyncGenerator<Found | Unfound> {
      if (grant.items.includes('content.files')) yield* readFiles(source, grant, clients);
      if (grant.items.includes('traffic.access-logs')) yield* readAccessLogs(source, grant, clients);
    },
  };
}

async function* readFiles({ table, bucket }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = [...KEYS, ...ATTRIBUTES['content.files']];
  const query = { table, account, period, prefix: 'file#', attributes };
  for await (const row of queryByKey(clients.documents, query))
    yield objectOf({ account, service: 'files', item: 'content.files' }, row, FILE, (key) => ({
      mediaType: typeof row.mediaType === 'string' ? row.mediaType : '',
      open: () => clients.bucket(bucket).read(key),
    }));
}

async function* readAccessLogs({ table }: Source, { account, period }: Grant, clients: Clients) {
  const query = { table, account, period, prefix: 'access#', attributes: [...KEYS, ...ACCESS] };
  for await (const row of queryByKey(clients.documents, query))
    yield recordOf({ account, service: 'files', item: 'traffic.access-logs' }, row, ACCESS);
}
