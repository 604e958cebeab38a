import { createHash } from 'node:crypto';
import {
  ChecksumMode,
  ChecksumType,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { InconsistentState } from '../shared/faults.ts';
import type { DocumentStore, UploadStore } from './document.store.ts';
import { FILED_TAG, keyOf } from './documents.bucket.ts';

const UPLOAD_SECONDS = 900;

export function s3DocumentStore(s3: S3Client, bucket: string): DocumentStore & UploadStore {
  return {
    find: async (authorityId, sha256) => {
      try {
        const found = await s3.send(
          new HeadObjectCommand({
            Bucket: bucket,
            Key: keyOf(authorityId, sha256),
            ChecksumMode: ChecksumMode.ENABLED,
          }),
        );
        return {
          // A bucket without versions has one, of this name.
          versionId: found.VersionId ?? 'null',
          size: sizeOf(found),
          mediaType: found.ContentType ?? '',
          ...verifiedHash(found),
        };
      } catch (error) {
        if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
        throw error;
      }
    },
    hashOf: async (authorityId, { sha256, versionId }) => {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: keyOf(authorityId, sha256), VersionId: versionId }),
      );
      const hash = createHash('sha256');
      for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
      return hash.digest('hex');
    },
    keep: async (authorityId, { sha256, versionId }) => {
      await s3.send(
        new PutObjectTaggingCommand({
          Bucket: bucket,
          Key: keyOf(authorityId, sha256),
          VersionId: versionId,
          Tagging: { TagSet: [{ Key: FILED_TAG, Value: 'yes' }] },
        }),
      );
    },
    uploadUrl: async ({ authorityId, sha256, mediaType, size }) => {
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const headers = {
        // Whoever opens it from the bucket gets it to keep, and not to run.
        'content-disposition': 'attachment',
        'content-type': mediaType,
        'x-amz-checksum-sha256': checksum,
        'x-amz-sdk-checksum-algorithm': 'SHA256',
        // Until a demand names it: what none names goes early.
        'x-amz-tagging': `${FILED_TAG}=no`,
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
          Tagging: `${FILED_TAG}=no`,
        }),
        {
          expiresIn: UPLOAD_SECONDS,
          unhoistableHeaders: new Set(Object.keys(headers).filter((name) => name.startsWith('x-amz-'))),
          signableHeaders: new Set(['content-type', 'content-length', 'host', ...Object.keys(headers)]),
        },
      );
      return { url, method: 'PUT', headers, expiresIn: UPLOAD_SECONDS };
    },
  };
}

function sizeOf({ ContentLength }: HeadObjectCommandOutput): number {
  if (ContentLength === undefined)
    throw new InconsistentState('the store does not say how large a document is');
  return ContentLength;
}

/** S3 verified it over all bytes when it took them; one made of the hashes of parts says nothing about the whole. */
function verifiedHash({ ChecksumSHA256, ChecksumType: type }: HeadObjectCommandOutput): { sha256?: string } {
  if (!ChecksumSHA256 || type === ChecksumType.COMPOSITE || ChecksumSHA256.includes('-')) return {};
  return { sha256: Buffer.from(ChecksumSHA256, 'base64').toString('hex') };
}
