import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { keyOf } from './documents.bucket.ts';
import type { ScanDeps } from './scan-document.ts';

const LINK_SECONDS = 300;

export function s3DocumentLink(s3: S3Client, bucket: string): ScanDeps['link'] {
  return async ({ authorityId, sha256, versionId }) => {
    const key = keyOf(authorityId, sha256);
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
    return {
      url: await getSignedUrl(s3, command, { expiresIn: LINK_SECONDS }),
      expiresIn: LINK_SECONDS,
      bucket,
      key,
    };
  };
}
