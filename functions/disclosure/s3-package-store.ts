import { HeadObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { InconsistentState, TransientFault } from '../shared/faults.ts';
import { type MultipartTarget, PART_BYTES, uploadInParts } from '../shared/s3-multipart-upload.ts';
import type { Content, PackageStore } from './package-store.ts';

const Metadata = z.object({
  'package-sha256': z.string(),
  'manifest-sha256': z.string(),
  signature: z.string(),
});

/** The bucket's own default retention locks what is written; how long is a decision of the stage. */
export function s3PackageStore(s3: S3Client, bucket: string): PackageStore {
  return {
    put: async (key, content, mark) => {
      try {
        const target = {
          Bucket: bucket,
          Key: key,
          ContentType: 'application/zip',
          Metadata: {
            'package-sha256': mark.packageSha256,
            'manifest-sha256': mark.manifestSha256,
            signature: mark.signature,
          },
        };
        const VersionId =
          content.size > PART_BYTES
            ? await uploadInParts(s3, target, content.bytes())
            : await putWhole(s3, target, content);
        if (!VersionId) throw new InconsistentState('a bucket for packages without versions');
        return { versionId: VersionId };
      } catch (error) {
        if (!(error instanceof S3ServiceException)) throw error;
        if (error.$metadata.httpStatusCode === 412) return 'exists';
        if (error.name === 'ConditionalRequestConflict')
          throw new TransientFault('another run writes this package', { cause: error });
        throw error;
      }
    },
    markOf: async (key) => {
      const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      const metadata = Metadata.parse(head.Metadata);
      if (!head.VersionId) throw new InconsistentState('a bucket for packages without versions');
      return {
        packageSha256: metadata['package-sha256'],
        manifestSha256: metadata['manifest-sha256'],
        signature: metadata.signature,
        versionId: head.VersionId,
      };
    },
  };
}

async function putWhole(
  s3: S3Client,
  target: MultipartTarget,
  content: Content,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.bytes()) chunks.push(chunk);
  const put = new PutObjectCommand({
    ...target,
    Body: Buffer.concat(chunks),
    ChecksumSHA256: Buffer.from(content.sha256, 'hex').toString('base64'),
    IfNoneMatch: '*',
  });
  const { VersionId } = await s3.send(put);
  return VersionId;
}
