import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { DocumentStore, UploadStore } from './document.store.ts';

const UPLOAD_SECONDS = 900;

const keyOf = (authorityId: string, sha256: string) => `${authorityId}/${sha256}`;

export function s3DocumentStore(s3: S3Client, bucket: string): DocumentStore & UploadStore {
  return {
    digestOf: async (authorityId, sha256) => {
      try {
        const { Body } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: keyOf(authorityId, sha256) }),
        );
        const hash = createHash('sha256');
        let size = 0;
        for await (const chunk of Body as AsyncIterable<Uint8Array>) {
          hash.update(chunk);
          size += chunk.byteLength;
        }
        return { sha256: hash.digest('hex'), size };
      } catch (error) {
        if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
        throw error;
      }
    },
    uploadUrl: async ({ authorityId, sha256, mediaType, size }) => {
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const headers = {
        // Whoever opens it from the bucket gets it to keep, and not to run.
        'content-disposition': 'attachment',
        'content-type': mediaType,
        'x-amz-checksum-sha256': checksum,
        'x-amz-sdk-checksum-algorithm': 'SHA256',
      };
      const url = await getSignedUrl(
        s3,
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(authorityId, sha256),
          ContentDisposition: 'attachment',
          ContentType: mediaType,
          ContentLength: size,
          ChecksumSHA256: checksum,
          ChecksumAlgorithm: 'SHA256',
        }),
        {
          expiresIn: UPLOAD_SECONDS,
          unhoistableHeaders: new Set(['x-amz-checksum-sha256', 'x-amz-sdk-checksum-algorithm']),
          signableHeaders: new Set(['content-type', 'content-length', 'host', ...Object.keys(headers)]),
        },
      );
      return { url, method: 'PUT', headers, expiresIn: UPLOAD_SECONDS };
    },
  };
}
