import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { FrozenStore } from './empty-in-order.ts';

/** Objects that are deleted at once. */
const WIDTH = 16;
/** What one run deletes of one account at most: a sweep has seconds for one thing that is due, and the next one goes on. */
const ENOUGH = 4_000;

/** What is frozen, in its bucket. */
export function s3FrozenStore(s3: S3Client, bucket: string): FrozenStore {
  const page = async (prefix: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  };
  return {
    empty: async (prefix) => {
      let deleted = 0;
      for (let keys = await page(prefix); keys.length > 0 && deleted < ENOUGH; keys = await page(prefix)) {
        for (let start = 0; start < keys.length; start += WIDTH)
          await Promise.all(
            keys
              .slice(start, start + WIDTH)
              .map((Key) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))),
          );
        deleted += keys.length;
      }
      return deleted;
    },
    isEmpty: async (prefix) => (await page(prefix)).length === 0,
  };
}
