import * as z from 'zod/mini';
import type { Grant } from '../../ledger/parts/scope.part.ts';
import { SERVICES, type StoresOf } from '../../provider/services.ts';
import type { Clients, Connector, Found } from '../connector.ts';
import { attributesOf, entryInstant, queryByKey } from '../query-by-key.ts';

const ATTRIBUTES = {
  'content.files': ['key', 'name', 'modified', 'mediaType', 'size'],
  'traffic.access-logs': ['accessed', 'file', 'action', 'address'],
};
const KEYS = ['account', 'entry', 'id'];

const Keyed = z.object({ entry: z.string(), id: z.string() });
const File = z.object({
  key: z.string(),
  modified: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
});
const AccessLog = z.object({
  accessed: z.string(),
  file: z.string(),
  action: z.string(),
  address: z.string(),
});

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
    async *read(grant, clients): AsyncGenerator<Found> {
      if (grant.items.includes('content.files')) yield* readFiles(source, grant, clients);
      if (grant.items.includes('traffic.access-logs')) yield* readAccessLogs(source, grant, clients);
    },
  };
}

async function* readFiles({ table, bucket }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = [...KEYS, ...ATTRIBUTES['content.files']];
  for await (const row of queryByKey(clients.documents, {
    table,
    account,
    period,
    prefix: 'file#',
    attributes,
  })) {
    const { entry, id } = Keyed.parse(row);
    const { key, mediaType, ...fields } = File.parse(row);
    const blob = { mediaType, open: () => clients.bucket(bucket).read(key) };
    yield { account, service: 'files', item: 'content.files', at: entryInstant(entry), id, fields, blob };
  }
}

async function* readAccessLogs({ table }: Source, { account, period }: Grant, clients: Clients) {
  const attributes = [...KEYS, ...ATTRIBUTES['traffic.access-logs']];
  for await (const row of queryByKey(clients.documents, {
    table,
    account,
    period,
    prefix: 'access#',
    attributes,
  })) {
    const { entry, id } = Keyed.parse(row);
    const fields = AccessLog.parse(row);
    yield { account, service: 'files', item: 'traffic.access-logs', at: entryInstant(entry), id, fields };
  }
}
