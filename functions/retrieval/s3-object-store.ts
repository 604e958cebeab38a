import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { InconsistentState, TransientFault } from '../shared/faults.ts';
import type { ObjectReader, ObjectStamp, ObjectWriter } from './object-store.ts';

export function s3ObjectReader(s3: S3Client, bucket: string): ObjectReader {
  return {
    read: async (key) => {
      const { Body, ...marks } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new InconsistentState('an object without a body');
      return Object.assign(Body as AsyncIterable<Uint8Array>, stampOf(marks));
    },
    stamp: async (key) => {
      const { stamp } = stampOf(await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })));
      if (!stamp) throw new InconsistentState('an object without a tag');
      return stamp;
    },
  };
}

type Marks = { ETag?: string | undefined; LastModified?: Date | undefined };

const stampOf = ({ ETag: tag, LastModified: modified }: Marks): { stamp?: ObjectStamp } =>
  tag ? { stamp: { tag, modified: modified?.toISOString() ?? null } } : {};

export function s3ObjectWriter(s3: S3Client, bucket: string): ObjectWriter {
  return {
    create: async (key, content, mediaType) => {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: content.open(),
        ContentLength: content.size,
        ContentType: mediaType,
        ChecksumSHA256: Buffer.from(content.sha256, 'hex').toString('base64'),
        IfNoneMatch: '*',
      });
      try {
        await s3.send(put);
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        // Its name is its hash: a run before this one wrote it.
        if (name === 'PreconditionFailed') return;
        if (name === 'ConditionalRequestConflict')
          throw new TransientFault('written by two at once', { cause: error });
        throw error;
      }
    },
  };
}
