import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { InconsistentState } from '../shared/faults.ts';
import type { ObjectReader, ObjectStore } from './object-store.ts';

export function s3ObjectReader(s3: S3Client, bucket: string): ObjectReader {
  return {
    read: async (key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new InconsistentState('an object without a body');
      return Body as AsyncIterable<Uint8Array>;
    },
  };
}

export function s3ObjectStore(s3: S3Client, bucket: string): ObjectStore {
  return {
    ...s3ObjectReader(s3, bucket),
    write: async (key, content, mediaType) => {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: content.open(),
          ContentLength: content.size,
          ContentType: mediaType,
          ChecksumSHA256: Buffer.from(content.sha256, 'hex').toString('base64'),
        }),
      );
    },
  };
}
