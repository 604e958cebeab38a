import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Amounts } from '../../examples/provider/generate.ts';
import { loadProvider } from '../../examples/provider/load.ts';
import type { StoreNames } from '../../examples/provider/stores.ts';
import {
  DIRECTORY_KEYS,
  MAIL_KEYS,
  SUBSCRIBERS_KEYS,
} from '../../functions/provider/sample-provider.tables.ts';
import type { Clients, Connector } from '../../functions/retrieval/connector.ts';
import { callsConnector } from '../../functions/retrieval/connectors/calls.connector.ts';
import { filesConnector } from '../../functions/retrieval/connectors/files.connector.ts';
import { mailConnector } from '../../functions/retrieval/connectors/mail.connector.ts';
import { messagesConnector } from '../../functions/retrieval/connectors/messages.connector.ts';
import { sessionsConnector } from '../../functions/retrieval/connectors/sessions.connector.ts';
import { subscribersConnector } from '../../functions/retrieval/connectors/subscribers.connector.ts';
import type { Engine } from '../kit/dynoxide.ts';
import { type MemoryObjects, memoryObjects } from './memory-objects.ts';

export const TODAY = '2026-11-20';
const FEW: Amounts = { accounts: 24, mail: 240, messages: 200, calls: 120, files: 60, sessions: 900 };

export type SampleStores = {
  names: StoreNames;
  clients: Clients;
  buckets: { mail: MemoryObjects; files: MemoryObjects };
  connectors: Record<string, Connector>;
};

/** A small sample provider: its tables on a real engine, its buckets in memory. */
export async function openSampleStores({ client, documents }: Engine, amounts = FEW): Promise<SampleStores> {
  const create = (keys: Keys) => createTable(client, keys);
  const names: StoreNames = {
    DirectoryTable: await create(DIRECTORY_KEYS),
    SubscribersTable: await create(SUBSCRIBERS_KEYS),
    SessionsTable: await create(MAIL_KEYS),
    MailTable: await create(MAIL_KEYS),
    MessagesTable: await create(MAIL_KEYS),
    CallsTable: await create(MAIL_KEYS),
    FilesTable: await create(MAIL_KEYS),
    MailBucket: 'mail-bucket',
    FilesBucket: 'files-bucket',
  };
  const buckets = { mail: memoryObjects(), files: memoryObjects() };
  const bucket = (name: string) => (name === names.MailBucket ? buckets.mail : buckets.files);
  const putObject = async (object: { bucket: string; key: string; bytes: Buffer }) =>
    bucket(object.bucket).objects.set(object.key, object.bytes);
  await loadProvider(names, TODAY, { documents, putObject }, amounts);
  return {
    names,
    clients: { documents, bucket },
    buckets,
    connectors: {
      mail: mailConnector({ table: names.MailTable, bucket: names.MailBucket }),
      messages: messagesConnector({ table: names.MessagesTable }),
      calls: callsConnector({ table: names.CallsTable }),
      files: filesConnector({ table: names.FilesTable, bucket: names.FilesBucket }),
      subscribers: subscribersConnector({ table: names.SubscribersTable }),
      sessions: sessionsConnector({ table: names.SessionsTable }),
    },
  };
}

type Keys = { partitionKey: string; sortKey?: string };

async function createTable(client: DynamoDBClient, { partitionKey, sortKey }: Keys): Promise<string> {
  const name = `sample-${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
  return name;
}
