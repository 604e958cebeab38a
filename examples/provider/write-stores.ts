import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

export type BucketObject = { bucket: string; key: string; bytes: Buffer; mediaType: string };
export type TableItem = { table: string; item: Record<string, unknown> };
export type LoadDeps = {
  documents: DynamoDBDocumentClient;
  putObject(object: BucketObject): Promise<unknown>;
};

const BATCH = 25;
const BATCHES_AT_ONCE = 4;
const OBJECTS_AT_ONCE = 16;
const MAX_PAUSE_MS = 5_000;

/** @returns how many there were */
export async function writeItems(
  items: readonly TableItem[],
  documents: DynamoDBDocumentClient,
): Promise<number> {
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

/** Objects are taken as their turn comes, so that no more are made than are under way. @returns how many there were */
export async function writeObjects(
  objects: Iterable<BucketObject>,
  { putObject }: LoadDeps,
  atOnce = OBJECTS_AT_ONCE,
): Promise<number> {
  let count = 0;
  await forEach(objects, atOnce, (object) => {
    count += 1;
    return putObject(object);
  });
  return count;
}

async function forEach<T>(
  values: Iterable<T>,
  width: number,
  act: (value: T) => Promise<unknown>,
): Promise<void> {
  const queue = values[Symbol.iterator]();
  let isOver = false;
  const work = async () => {
    for (let next = queue.next(); !next.done && !isOver; next = queue.next()) await act(next.value);
  };
  try {
    await Promise.all(Array.from({ length: width }, work));
  } finally {
    // Where one failed, the others take nothing more.
    isOver = true;
  }
}
