import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Amounts, generateProvider, type SampleProvider } from './generate.ts';
import type { StoreNames } from './stores.ts';
import {
  type BucketObject,
  type LoadDeps,
  type TableItem,
  writeItems,
  writeObjects,
} from './write-stores.ts';

export type Loaded = { today: string; items: number; objects: number; wasThere: boolean };

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
