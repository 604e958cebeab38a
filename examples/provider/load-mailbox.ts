import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { directoryOf } from './directory.ts';
import { MAILBOX_OWNER, type Mailbox, mailboxMessages } from './mailbox.ts';
import { seededRandom } from './random.ts';
import type { StoreNames } from './stores.ts';
import { subscriberOf } from './subscribers.ts';
import { type LoadDeps, writeItems, writeObjects } from './write-stores.ts';

/** What is there: so many messages of so many bytes, of the 24 months before a day. */
export type LoadedMailbox = Mailbox & { today: string /** That this run has loaded. */; added: number };

type How = { today: string; told?: (messages: number) => void; step?: number };

/** An item of the directory that no demand can name. */
const MARKER = { identifier: 'sample-provider:mailbox', since: 'version-1' };
const Marker = z.object({ today: z.string(), bytes: z.number(), messages: z.number() });

/** Messages between two marks: what a run that was cut off does again at most. */
const STEP = 1_000;
const BYTES_AT_ONCE = 64 * 2 ** 20;
const OBJECTS_AT_ONCE = 16;

/** The mailbox that is there has messages of another size. */
export class OtherMailbox extends Error {
  override readonly name = 'OtherMailbox';
}

/**
 * Loads a large mailbox of one account, in the order of its messages' numbers. What is there already is left alone, so that a run
 * which was cut off is finished by the next, and a mailbox grows.
 * @param how `told` is called after each step of so many messages, with how many are there
 * @throws OtherMailbox where one of another size is there
 */
export async function loadMailbox(
  names: StoreNames,
  { messages, bytes }: Mailbox,
  { today: wanted, told = () => {}, step = STEP }: How,
  deps: LoadDeps,
): Promise<LoadedMailbox> {
  const table = { TableName: names.DirectoryTable };
  const { Item } = await deps.documents.send(new GetCommand({ ...table, Key: MARKER, ConsistentRead: true }));
  const there = Item ? Marker.parse(Item) : { today: wanted, bytes, messages: 0 };
  if (there.bytes !== bytes) throw new OtherMailbox(`messages of ${there.bytes} bytes are there`);
  const { today } = there;
  const midnight = new Date(`${today}T00:00:00.000Z`);
  if (!Item) await writeItems(itemsOfOwner(names, midnight), deps.documents);
  const atOnce = Math.max(1, Math.min(OBJECTS_AT_ONCE, Math.floor(BYTES_AT_ONCE / bytes)));
  let loaded = there.messages;
  while (loaded < messages) {
    const next = Math.min(loaded + step, messages);
    const items: Record<string, unknown>[] = [];
    const objects = function* () {
      for (const { item, bytes: content } of mailboxMessages([loaded, next], bytes, midnight)) {
        items.push(item);
        yield { bucket: names.MailBucket, key: item.key, bytes: content, mediaType: 'message/rfc822' };
      }
    };
    await writeObjects(objects(), deps, atOnce);
    await writeItems(
      items.map((item) => ({ table: names.MailTable, item })),
      deps.documents,
    );
    loaded = next;
    await deps.documents.send(
      new PutCommand({ ...table, Item: { ...MARKER, today, bytes, messages: loaded } }),
    );
    told(loaded);
  }
  return { messages: loaded, bytes, today, added: loaded - there.messages };
}

const itemsOfOwner = (names: StoreNames, midnight: Date) => [
  ...directoryOf([MAILBOX_OWNER], [], midnight).map((item) => ({ table: names.DirectoryTable, item })),
  { table: names.SubscribersTable, item: subscriberOf(seededRandom(3), MAILBOX_OWNER) },
];
