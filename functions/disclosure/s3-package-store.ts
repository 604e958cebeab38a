import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type Part,
  PutObjectCommand,
  paginateListParts,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { InconsistentState, TransientFault } from '../shared/faults.ts';
import { NoSuchUpload, type PackageStore, type Upload, type UploadedPart } from './package-store.ts';

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
  /** These parts with the tags that they have now. @throws NoSuchUpload where one has other bytes than were told */
  const presentOf = async (upload: Upload, parts: readonly UploadedPart[]): Promise<UploadedPart[]> => {
    const present = new Map<number | undefined, Part>();
    for await (const { Parts = [] } of paginateListParts({ client: s3 }, named(upload)))
      for (const part of Parts) present.set(part.PartNumber, part);
    return parts.map((part) => {
      const { ETag, ChecksumSHA256 } = present.get(part.number) ?? {};
      if (ETag === undefined || ChecksumSHA256 !== part.sha256) throw new NoSuchUpload('another part');
      return { ...part, etag: ETag };
    });
  };
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
      const complete = (all: readonly UploadedPart[]) =>
        s3.send(
          new CompleteMultipartUploadCommand({
            ...named(upload),
            MultipartUpload: {
              Parts: all.map(({ number, etag, sha256 }) => ({
                PartNumber: number,
                ETag: etag,
                ChecksumSHA256: sha256,
              })),
            },
            IfNoneMatch: '*',
          }),
        );
      try {
        await complete(parts).catch(async (error: unknown) => {
          if (!isNamed(error, 'InvalidPart')) throw error;
          // Under a key of KMS the same bytes have another tag each time: another run may have written the very same ones.
          await complete(await presentOf(upload, parts));
        });
      } catch (error) {
        // Where an earlier run made the package, the key is taken by that.
        if (!isRefusedWith(error, 412)) noSuchUpload(passing(error));
      }
    },
    giveUp: async (upload) => {
      // Where this fails, the bucket's own rule for uploads that nobody finished ends it.
      await s3.send(new AbortMultipartUploadCommand(named(upload))).catch(() => undefined);
    },
    find: async (key) => {
      try {
        const { versionId, ContentLength: size, ETag: etag } = await head(key);
        if (size === undefined || etag === undefined)
          throw new InconsistentState('a package without a size or a tag');
        return { key, versionId, size, etag };
      } catch (error) {
        if (isRefusedWith(error, 404)) return undefined;
        throw error;
      }
    },
    read: async ({ key, etag }, from, room) => {
      const last = from + room.byteLength - 1;
      const range = { Bucket: bucket, Key: key, IfMatch: etag, Range: `bytes=${from}-${last}` };
      const { Body } = await s3.send(new GetObjectCommand(range));
      if (!Body) throw new InconsistentState('an object without a body');
      let filled = 0;
      for await (const chunk of Body as AsyncIterable<Uint8Array>) {
        filled += chunk.byteLength;
        if (filled > room.byteLength) break;
        room.set(chunk, filled - chunk.byteLength);
      }
      if (filled !== room.byteLength) throw new InconsistentState('a range that is not as long as was asked');
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
  for (const name of ['NoSuchUpload', 'InvalidPart'])
    if (isNamed(error, name)) throw new NoSuchUpload(name, { cause: error });
  throw error;
}

const isNamed = (error: unknown, name: string): boolean =>
  error instanceof S3ServiceException && error.name === name;
