import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { InconsistentState } from '../shared/faults.ts';
import type { SealedBytes } from './sealed-archive.ts';

/** Bytes of packages in the bucket, each of the one version that the ledger names. */
export const s3SealedBytes =
  (s3: S3Client, bucket: string) =>
  ({ key, versionId }: { key: string; versionId: string }): SealedBytes =>
  async (from, to) => {
    const range = { Bucket: bucket, Key: key, VersionId: versionId, Range: `bytes=${from}-${to - 1}` };
    const { Body } = await s3.send(new GetObjectCommand(range));
    if (!Body) throw new InconsistentState('an object without a body');
    return Body.transformToByteArray();
  };
