import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { InconsistentState, TransientFault } from '../shared/faults.ts';
import { NoSuchUpload, type PackageStore } from './package-store.ts';

const Metadata = z.object({
  'package-sha256': z.string(),
  'manifest-sha256': z.string(),
  signature: z.string(),
});

/** The bucket's own default retention locks what is written; how long is a decision of the stage. */
export function s3PackageStore(s3: S3Client, bucket: string): PackageStore {
  const head = async (key: string) => {
    const found = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { ...found, versionId: versionOf(found) };
  };
  const named = ({ key, uploadId }: { key: string; uploadId: string }) => ({
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
  });
  return {
    put: async (key, { sha256, chunks }, mark) => {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: Buffer.concat(chunks),
        ContentType: 'application/zip',
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
        IfNoneMatch: '*',
        Metadata: {
          'package-sha256': mark.packageSha256,
          'manifest-sha256': mark.manifestSha256,
          signature: mark.signature,
        },
      });
      try {
        return { versionId: versionOf(await s3.send(put)) };
      } catch (error) {
        if (isRefusedWith(error, 412)) return 'exists';
        throw passing(error);
      }
    },
    markOf: async (key) => {
      const { versionId, Metadata: said } = await head(key);
      const metadata = Metadata.parse(said);
      return {
        packageSha256: metadata['package-sha256'],
        manifestSha256: metadata['manifest-sha256'],
        signature: metadata.signature,
        versionId,
      };
    },
    begin: async (key) => {
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          ContentType: 'application/zip',
          ChecksumAlgorithm: 'SHA256',
        }),
      );
      if (UploadId === undefined) throw new InconsistentState('an upload without an id');
      return UploadId;
    },
    upload: async (upload, number, bytes) => {
      const part = new UploadPartCommand({
        ...named(upload),
        PartNumber: number,
        Body: bytes,
        ChecksumAlgorithm: 'SHA256',
      });
      const { ETag, ChecksumSHA256 } = await s3.send(part).catch(noSuchUpload);
      if (ETag === undefined || ChecksumSHA256 === undefined)
        throw new InconsistentState('a part without a tag or a hash');
      return { number, etag: ETag, sha256: ChecksumSHA256 };
    },
    complete: async (upload, parts) => {
      const complete = new CompleteMultipartUploadCommand({
        ...named(upload),
        MultipartUpload: {
          Parts: parts.map(({ number, etag, sha256 }) => ({
            PartNumber: number,
            ETag: etag,
            ChecksumSHA256: sha256,
          })),
        },
        IfNoneMatch: '*',
      });
      // Where an earlier run made the package, the key is taken by that.
      await s3.send(complete).catch((error: unknown) => {
        if (!isRefusedWith(error, 412)) noSuchUpload(passing(error));
      });
    },
    giveUp: async (upload) => {
      // Where this fails, the bucket's own rule for uploads that nobody finished ends it.
      await s3.send(new AbortMultipartUploadCommand(named(upload))).catch(() => undefined);
    },
    find: async (key) => {
      try {
        const { versionId, ContentLength = 0 } = await head(key);
        return { versionId, size: ContentLength };
      } catch (error) {
        // Without the right to list, S3 refuses what is not there.
        if (isRefusedWith(error, 404) || isRefusedWith(error, 403)) return undefined;
        throw error;
      }
    },
    bytes: async (key, from, to) => {
      const range = { Bucket: bucket, Key: key, Range: `bytes=${from}-${to - 1}` };
      const { Body } = await s3.send(new GetObjectCommand(range));
      if (!Body) throw new InconsistentState('an object without a body');
      return Body.transformToByteArray();
    },
  };
}

function versionOf({ VersionId }: { VersionId?: string | undefined }): string {
  if (!VersionId) throw new InconsistentState('a bucket for packages without versions');
  return VersionId;
}

const isRefusedWith = (error: unknown, status: number): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;

/** A write that another run's is in the way of may pass. */
const passing = (error: unknown): unknown =>
  error instanceof S3ServiceException && error.name === 'ConditionalRequestConflict'
    ? new TransientFault('another run writes this package', { cause: error })
    : error;

/** @throws NoSuchUpload also where a part is no longer the one that was told: another run wrote over it */
function noSuchUpload(error: unknown): never {
  const name = error instanceof S3ServiceException ? error.name : '';
  if (name === 'NoSuchUpload' || name === 'InvalidPart') throw new NoSuchUpload(name, { cause: error });
  throw error;
}
