import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { signDigest } from '../aws/kms/sign-digest.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const scalar = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
const digestOf = (message: Buffer): Buffer => createHash('sha256').update(message).digest();

test('a signature of a digest is one of the message, for OpenSSL too', () => {
  for (let round = 0; round < 200; round += 1) {
    const message = randomBytes(round);
    expect(verify('sha256', message, publicKey, signDigest(digestOf(message), scalar))).toBe(true);
  }
});

test('it is no signature of another message', () => {
  const signature = signDigest(digestOf(Buffer.from('sealed')), scalar);
  expect(verify('sha256', Buffer.from('other'), publicKey, signature)).toBe(false);
});
