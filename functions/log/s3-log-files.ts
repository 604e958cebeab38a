import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { InconsistentState } from '../shared/faults.ts';
import type { LogFile, LogFiles } from './log.store.ts';

/** Statuses of a conditional write that another one was before, or is at the same time (S3 User Guide, "Conditional writes"). */
const OTHER_WAS_FIRST = [404, 409, 412];

export function s3LogFiles(s3: S3Client, bucket: string): LogFiles {
  const put = async (
    { key, body, contentType }: LogFile,
    condition: Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch'>,
  ): Promise<boolean> => {
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentType: contentType,
          // A bucket with a lock takes nothing without a checksum.
          ChecksumAlgorithm: 'SHA256',
          ...condition,
        }),
      );
      return true;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status !== undefined && OTHER_WAS_FIRST.includes(status)) return false;
      throw error;
    }
  };
  return {
    read: async (key) => {
      try {
        const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (!Body || !ETag) throw new InconsistentState('an object without a body or a tag');
        return { body: Buffer.from(await Body.transformToByteArray()), tag: ETag };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    create: async (file) => ((await put(file, { IfNoneMatch: '*' })) ? 'created' : 'exists'),
    replace: async (file, tag) => {
      const condition = tag === undefined ? { IfNoneMatch: '*' } : { IfMatch: tag };
      return (await put(file, condition)) ? 'replaced' : 'overtaken';
    },
  };
}
