import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Authority } from '../../functions/authorities/authority.schema.ts';
import { s3EncryptedPackages } from '../../functions/disclosure/s3-encrypted-packages.ts';
import { readEnrolment } from '../../scripts/authorities/read-enrolment.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { someAuthority } from '../kit/authorities.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';

const PACKAGE = join(import.meta.dirname, '../ledger/golden/version-4/packages/01-grand-jury-subpoena.zip');
const bytes = readFileSync(PACKAGE);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const stored = { key: 'd-1/1/a.zip', versionId: 'v-1', sha256, fetch: 3 };

let aws: AwsEndpoint;
let s3: S3Client;
let folder: string;
beforeAll(async () => {
  aws = await startAwsEndpoint();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  folder = mkdtempSync(join(tmpdir(), 'age-'));
});
afterAll(async () => {
  s3.destroy();
  await aws.stop();
  rmSync(folder, { recursive: true });
});

describe('a copy for an authority with keys', () => {
  it('is read by each of its keys and by no other, and what comes out is the package that verifies', async () => {
    const mine = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
    const recipients = await Promise.all(mine.map(identityToRecipient));
    aws.answers({ body: bytes }, { headers: { 'x-amz-version-id': 'v-9' } });
    const copy = await s3EncryptedPackages(s3, 'packages').encrypt(stored, recipients);
    expect(copy).toEqual({ key: 'd-1/1/a.zip.3.age', versionId: 'v-9' });
    const [read, put] = aws.sent;
    expect(read?.query.get('versionId')).toBe('v-1');
    expect(put).toMatchObject({ method: 'PUT', headers: { 'if-none-match': '*' } });
    const encrypted = put?.body ?? Buffer.alloc(0);
    expect(encrypted.includes('signing-key.pem')).toBe(false);
    for (const identity of mine) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const file = join(folder, 'package.zip');
      writeFileSync(file, await decrypter.decrypt(encrypted));
      expect((await verifyPackage(file)).sha256).toBe(sha256);
    }
    const stranger = new Decrypter();
    stranger.addIdentity(await generateX25519Identity());
    await expect(stranger.decrypt(encrypted)).rejects.toThrow();
  });

  it('that was sent twice, because the answer to the first was lost, is the one that is there', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    let sum = '';
    const twice = await startAwsEndpoint(({ method, headers }) => {
      if (method === 'GET') return { body: bytes };
      if (method === 'HEAD') return { headers: { 'x-amz-version-id': 'v-9', 'x-amz-checksum-sha256': sum } };
      // The first was taken, and its answer lost; the second meets it.
      const isFirst = sum === '';
      sum ||= String(headers['x-amz-checksum-sha256']);
      return isFirst
        ? { status: 503 }
        : { status: 412, body: '<Error><Code>PreconditionFailed</Code><Message>m</Message></Error>' };
    });
    const client = new S3Client({ ...twice.client, maxAttempts: 2, forcePathStyle: true });
    const encrypt = () => s3EncryptedPackages(client, 'packages').encrypt(stored, [recipient]);
    expect(await encrypt()).toEqual({ key: 'd-1/1/a.zip.3.age', versionId: 'v-9' });
    expect(twice.sent.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PUT', 'HEAD']);
    // What is there has other bytes: it is no copy of this run, and nothing is handed over.
    await expect(encrypt()).rejects.toMatchObject({ name: 'InconsistentState' });
    client.destroy();
    await twice.stop();
  });

  it('is not made of another package than was sealed, nor for what is no key', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    const encrypt = (to: string) => s3EncryptedPackages(s3, 'packages').encrypt(stored, [to]);
    aws.answers({ body: Buffer.from('another') });
    await expect(encrypt(recipient)).rejects.toMatchObject({ name: 'InconsistentState' });
    expect(aws.sent).toHaveLength(1);
    aws.answers({ body: bytes });
    await expect(encrypt(recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')))).rejects.toThrow();
    expect(aws.sent).toEqual([]);
  });
});

describe('an entry of the register', () => {
  const KEY = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
  const enrolled = (encryptTo: unknown) => {
    const file = join(folder, 'entry.json');
    writeFileSync(file, JSON.stringify({ ...someAuthority(), encryptTo }));
    return readEnrolment(file);
  };

  it('has keys that packages are encrypted to', async () => {
    expect(await enrolled([KEY])).toMatchObject({ encryptTo: [KEY] });
  });

  it.each([
    ['none', []],
    ['a secret key', [`AGE-SECRET-KEY-1${'Q'.repeat(58)}`]],
    ['a plugin', ['age1yubikey1qwerty']],
    ['a key of another kind', ['ssh-ed25519 AAAA']],
    ['a key with a letter wrong', [KEY.replace('ql3z', 'qp3z')]],
    ['more than ten', Array(11).fill(KEY)],
  ])('has not %s', async (_, encryptTo) => {
    await expect(enrolled(encryptTo)).rejects.toThrow('/encryptTo');
    // What is no key at all is refused wherever the register is read.
    if (_ !== 'a key with a letter wrong')
      expect(Authority.safeParse({ ...someAuthority(), encryptTo }).success).toBe(false);
  });
});
