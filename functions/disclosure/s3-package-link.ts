import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PackageLink } from './package-store.ts';

export function s3PackageLink(s3: S3Client, bucket: string): PackageLink {
  return {
    link: ({ key, versionId }, fileName, expiresIn) =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          VersionId: versionId,
          ResponseContentDisposition: `attachment; filename="${fileName}"`,
          ResponseContentType: fileName.endsWith('.zip') ? 'application/zip' : 'application/octet-stream',
        }),
        { expiresIn },
      ),
  };
}
