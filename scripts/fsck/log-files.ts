import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { InputError } from '../input-file.ts';

/** A bucket, for reading: undefined for what it does not hold. */
export type ReadFile = (key: string) => Promise<Buffer | undefined>;

/** The two buckets of a log: batches and proofs; checkpoints and tiles. */
export type LogBuckets = { archive: ReadFile; published: ReadFile };

export function bucketReader(bucket: string, endpoint: string | undefined): ReadFile {
  const s3 = new S3Client(
    endpoint === undefined
      ? {}
      : {
          endpoint,
          forcePathStyle: true,
          region: process.env.AWS_REGION ?? 'us-east-1',
          ...(process.env.AWS_ACCESS_KEY_ID === undefined
            ? { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
            : {}),
        },
  );
  return async (key) => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Body && Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw new InputError(`${bucket}: ${error instanceof Error ? error.name : 'it cannot be read'}`);
    }
  };
}

/**
 * The buckets of a log in a laptop's state folder, among those with these names; undefined where neither holds anything of
 * one. Where one does, the other is missed and not passed over.
 */
export function stateBuckets(
  folder: string,
  isOf: (name: string) => boolean = () => true,
): LogBuckets | undefined {
  const objects = join(folder, 's3');
  const buckets = (existsSync(objects) ? readdirSync(objects) : [])
    .filter(isOf)
    .map((name) => folderReader(join(objects, name)));
  const holding = (form: RegExp) => buckets.find((files) => [...files.keys()].some((key) => form.test(key)));
  const [archive, published] = [holding(/^epochs\/\d{10}$/), holding(/^(key|checkpoint|tile\/.+)$/)];
  const reader =
    (files: ReadonlyMap<string, string> = new Map()): ReadFile =>
    async (key) => {
      const path = files.get(key);
      return path === undefined || !existsSync(path) ? undefined : readFileSync(path);
    };
  return archive || published ? { archive: reader(archive), published: reader(published) } : undefined;
}

/** The files of the newest versions of a bucket, by key, as its journal tells. */
function folderReader(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const journal = join(folder, 'journal.jsonl');
  for (const line of existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []) {
    const { key, deleteMarker, headers } = Object(putIn(line));
    if (typeof key !== 'string') continue;
    if (deleteMarker === true) files.delete(key);
    else files.set(key, join(folder, 'data', String(Object(headers)[':file'])));
  }
  return files;
}

/** What a line of a journal says was put; undefined for any other, and for half a line, which a crash left. */
function putIn(line: string): unknown {
  try {
    return Object(JSON.parse(line)).put;
  } catch {
    return undefined;
  }
}
