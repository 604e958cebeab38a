import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { EditionFiles } from './edition.store.ts';

/** Statuses of a conditional write that another one was before, or is at the same time (S3 User Guide, "Conditional writes"). */
const OTHER_WAS_FIRST = [409, 412];

export function s3EditionFiles(client: S3Client, bucket: string): EditionFiles {
  return {
    create: async ({ key, body, contentType }) => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            IfNoneMatch: '*',
          }),
        );
        return 'created';
      } catch (error) {
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        if (status !== undefined && OTHER_WAS_FIRST.includes(status)) return 'exists';
        throw error;
      }
    },
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString('utf-8');
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
