import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { FrozenIndex } from './compile-freeze.ts';

/** Which demands have something of an account frozen, by the keys of the bucket alone. */
export function s3FrozenIndex(s3: S3Client, bucket: string): FrozenIndex {
  return {
    demandsOf: async (account) => {
      const demands: string[] = [];
      const prefix = `${account}/`;
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix, Delimiter: '/' });
      for await (const { CommonPrefixes = [] } of pages)
        for (const { Prefix = '' } of CommonPrefixes) demands.push(Prefix.slice(prefix.length, -1));
      return demands;
    },
  };
}
