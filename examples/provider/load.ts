import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Amounts, generateProvider, type SampleProvider } from './generate.ts';
import type { StoreNames } from './stores.ts';

export type BucketObject = { bucket: string; key: string; bytes: Buffer; mediaType: string };
export type LoadDeps = {
  documents: DynamoDBDocumentClient;
  putObject(object: BucketObject): Promise<unknown>;
};
export type Loaded = { today: string; items: number; objects: number; wasThere: boolean };

const BATCH = 25;
const BATCHES_AT_ONCE = 4;
const OBJECTS_AT_ONCE = 16;
const MAX_PAUSE_MS = 5_000;

/** An item of the directory that no demand can name: no target has this type. The one before had no recordings. */
const MARKER = { identifier: 'sample-provider:loaded', since: 'version-2' };
const MARKER_BEFORE = { ...MARKER, since: 'version-1' };
const Marker = z.object({ today: z.string(), isComplete: z.boolean() });

/**
 * Loads the sample provider. What an earlier run began is finished with that run's date, so that nothing is there
 * twice; what it finished is left alone.
 */
export async function loadProvider(
  names: StoreNames,
  wanted: string,
  deps: LoadDeps,
  amounts?: Amounts,
): Promise<Loaded> {
  const table = { TableName: names.DirectoryTable };
  const marked = async (key: typeof MARKER) => {
    const { Item } = await deps.documents.send(new GetCommand({ ...table, Key: key, ConsistentRead: true }));
    return Item && Marker.parse(Item);
  };
  const earlier = await marked(MARKER);
  const today = (earlier ?? (await marked(MARKER_BEFORE)))?.today ?? wanted;
  if (earlier?.isComplete) return { today, items: 0, objects: 0, wasThere: true };
  await deps.documents.send(new PutCommand({ ...table, Item: { ...MARKER, today, isComplete: false } }));
  const provider = await generateProvider(today, amounts);
  const [items, objects] = await Promise.all([
    writeItems(itemsOf(provider, names), deps.documents),
    writeObjects(objectsOf(provider, names), deps),
  ]);
  await deps.documents.send(new PutCommand({ ...table, Item: { ...MARKER, today, isComplete: true } }));
  return { today, items, objects, wasThere: false };
}

type TableItem = { table: string; item: Record<string, unknown> };

function itemsOf(provider: SampleProvider, names: StoreNames): TableItem[] {
  const into = (table: string, items: readonly Record<string, unknown>[]) =>
    items.map((item) => ({ table, item }));
  return [
    ...into(names.DirectoryTable, provider.directory),
    ...into(names.SubscribersTable, provider.subscribers),
    ...into(names.SessionsTable, provider.sessions),
    ...into(names.MessagesTable, provider.messages),
    ...into(names.CallsTable, [...provider.calls, ...provider.recordings.map(({ item }) => item)]),
    ...into(names.FilesTable, [...provider.files.map(({ item }) => item), ...provider.accesses]),
    ...into(
      names.MailTable,
      provider.mail.map(({ item }) => item),
    ),
  ];
}

async function writeItems(items: readonly TableItem[], documents: DynamoDBDocumentClient): Promise<number> {
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
  await forEach(batches, BATCHES_AT_ONCE, (batch) => writeBatch(batch, documents));
  return items.length;
}

/** Writes a batch to its end: what a busy table did not take is sent again, after pauses that grow. */
async function writeBatch(batch: readonly TableItem[], documents: DynamoDBDocumentClient): Promise<void> {
  const requests: NonNullable<BatchWriteCommandInput['RequestItems']> = {};
  for (const { table, item } of batch)
    requests[table] = [...(requests[table] ?? []), { PutRequest: { Item: item } }];
  let left: typeof requests | undefined = requests;
  for (let pause = 50; left && Object.keys(left).length > 0; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    if (left !== requests) await new Promise((resolve) => setTimeout(resolve, pause));
    left = (await documents.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
  }
}

const objectsOf = ({ mail, files, recordings }: SampleProvider, names: StoreNames): BucketObject[] => [
  ...mail.map(({ item, bytes }) => ({
    bucket: names.MailBucket,
    key: item.key,
    bytes,
    mediaType: 'message/rfc822',
  })),
  ...files.map(({ item, bytes }) => ({
    bucket: names.FilesBucket,
    key: item.key,
    bytes,
    mediaType: item.mediaType,
  })),
  ...recordings.map(({ item, bytes }) => ({
    bucket: names.CallsBucket,
    key: item.key,
    bytes,
    mediaType: item.mediaType,
  })),
];

async function writeObjects(objects: readonly BucketObject[], { putObject }: LoadDeps): Promise<number> {
  await forEach(objects, OBJECTS_AT_ONCE, putObject);
  return objects.length;
}

async function forEach<T>(
  values: readonly T[],
  width: number,
  act: (value: T) => Promise<unknown>,
): Promise<void> {
  const queue = values.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const value of queue) await act(value);
    }),
  );
}
