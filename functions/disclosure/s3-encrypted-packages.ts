import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { EncryptedPackages } from './encrypted-packages.ts';

/** Copies stand beside their packages in the locked bucket, one for each hand-over, as what was handed over. */
export const s3EncryptedPackages = (s3: S3Client, bucket: string): EncryptedPackages => ({
  encrypt: async ({ key, versionId, sha256, fetch }, recipients) => {
    // Loaded by who needs it: most authorities have no key.
    const { Encrypter } = await import('age-encryption');
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    const bytes = await Body?.transformToByteArray();
    // Nobody else can look into what is encrypted: that it is the sealed package is seen here, or by its recipient.
    if (!bytes || sha256Hex(bytes) !== sha256) throw new InconsistentState('another package than was sealed');
    const copy = `${key}.${fetch}.age`;
    const made = await create(s3, { Bucket: bucket, Key: copy }, await encrypter.encrypt(bytes));
    if (!made) throw new InconsistentState('a bucket without versions');
    return { key: copy, versionId: made };
  },
});

/**
 * Writes a copy where there is none. The SDK sends again what it had no answer to; where S3 had taken it, the copy that is there
 * has the same bytes, and is the one.
 * @returns its version
 */
async function create(
  s3: S3Client,
  place: { Bucket: string; Key: string },
  bytes: Uint8Array,
): Promise<string | undefined> {
  const sum = createHash('sha256').update(bytes).digest('base64');
  try {
    const put = new PutObjectCommand({ ...place, Body: bytes, ChecksumSHA256: sum, IfNoneMatch: '*' });
    return (await s3.send(put)).VersionId;
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 412) throw error;
    const there = await s3.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' }));
    if (there.ChecksumSHA256 !== sum)
      throw new InconsistentState('another copy of this hand-over', { cause: error });
    return there.VersionId;
  }
}
