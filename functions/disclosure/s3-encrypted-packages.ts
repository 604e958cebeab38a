import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
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
    const encrypted = await encrypter.encrypt(bytes);
    const put = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: copy, Body: encrypted, IfNoneMatch: '*' }),
    );
    if (!put.VersionId) throw new InconsistentState('a bucket without versions');
    return { key: copy, versionId: put.VersionId };
  },
});
