import type { Amounts } from '../../examples/provider/generate.ts';
import { loadProvider } from '../../examples/provider/load.ts';
import type { StoreNames as Named } from '../../examples/provider/stores.ts';
import { DIRECTORY_KEYS, keysOf } from '../../functions/provider/sample-provider.tables.ts';
import type { Service } from '../../functions/provider/services.ts';
import type { StoreNames } from '../../functions/retrieval/access.ts';
import type { Clients, Connector } from '../../functions/retrieval/connector.ts';
import { callsConnector } from '../../functions/retrieval/connectors/calls.connector.ts';
import { filesConnector } from '../../functions/retrieval/connectors/files.connector.ts';
import { mailConnector } from '../../functions/retrieval/connectors/mail.connector.ts';
import { messagesConnector } from '../../functions/retrieval/connectors/messages.connector.ts';
import { sessionsConnector } from '../../functions/retrieval/connectors/sessions.connector.ts';
import { subscribersConnector } from '../../functions/retrieval/connectors/subscribers.connector.ts';
import type { Engine } from '../kit/dynoxide.ts';
import { type MemoryObjects, memoryObjects } from '../kit/memory-objects.ts';

export const TODAY = '2026-11-20';
export const FEW: Amounts = {
  accounts: 24,
  mail: 240,
  messages: 200,
  calls: 120,
  recordings: 80,
  files: 60,
  sessions: 900,
};

/** Of services that the sample has nothing of, a connector's own test brings the stores. */
type OfServices<T> = Record<'subscribers' | 'sessions' | 'mail' | 'messages' | 'calls' | 'files', T> &
  Partial<Record<Service, T>>;

export type SampleStores = {
  names: Named;
  clients: Clients;
  buckets: { mail: MemoryObjects; files: MemoryObjects; calls: MemoryObjects };
  connectors: OfServices<Connector>;
  byService: Readonly<OfServices<StoreNames>>;
};

/** No service of the sample has one. */
export const noSecret: Clients['secret'] = () => {
  throw new Error('no such secret');
};

/** A small sample provider: its tables on a real engine, its buckets in memory. */
export async function openSampleStores(engine: Engine, amounts = FEW): Promise<SampleStores> {
  const { documents, createTable } = engine;
  const names: Named = {
    AuthoritiesTable: 'none',
    DirectoryTable: await createTable(DIRECTORY_KEYS),
    SubscribersTable: await createTable(keysOf('subscribers')),
    SessionsTable: await createTable(keysOf('sessions')),
    MailTable: await createTable(keysOf('mail')),
    MessagesTable: await createTable(keysOf('messages')),
    CallsTable: await createTable(keysOf('calls')),
    FilesTable: await createTable(keysOf('files')),
    MailBucket: 'mail-bucket',
    FilesBucket: 'files-bucket',
    CallsBucket: 'calls-bucket',
  };
  const buckets = { mail: memoryObjects(), files: memoryObjects(), calls: memoryObjects() };
  const byName = new Map([
    [names.MailBucket, buckets.mail],
    [names.FilesBucket, buckets.files],
    [names.CallsBucket, buckets.calls],
  ]);
  const bucket = (name: string) => {
    const found = byName.get(name);
    if (!found) throw new Error('no such bucket');
    return found;
  };
  const putObject = async (object: { bucket: string; key: string; bytes: Buffer }) =>
    bucket(object.bucket).objects.set(object.key, object.bytes);
  await loadProvider(names, TODAY, { documents, putObject }, amounts);
  const byService = {
    mail: { tables: { mail: names.MailTable }, buckets: { mail: names.MailBucket }, secrets: {} },
    messages: { tables: { messages: names.MessagesTable }, buckets: {}, secrets: {} },
    calls: { tables: { calls: names.CallsTable }, buckets: { calls: names.CallsBucket }, secrets: {} },
    files: { tables: { files: names.FilesTable }, buckets: { files: names.FilesBucket }, secrets: {} },
    subscribers: { tables: { subscribers: names.SubscribersTable }, buckets: {}, secrets: {} },
    sessions: { tables: { sessions: names.SessionsTable }, buckets: {}, secrets: {} },
  };
  return {
    names,
    clients: { documents, bucket, secret: noSecret },
    buckets,
    byService,
    connectors: {
      mail: mailConnector(byService.mail),
      messages: messagesConnector(byService.messages),
      calls: callsConnector(byService.calls),
      files: filesConnector(byService.files),
      subscribers: subscribersConnector(byService.subscribers),
      sessions: sessionsConnector(byService.sessions),
    },
  };
}
