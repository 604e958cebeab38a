import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { signDigest, verifyDigest } from '../aws/kms/p256.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { d = '', x = '', y = '' } = privateKey.export({ format: 'jwk' });
const scalar = Buffer.from(d, 'base64url');
const point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
const digestOf = (message: Buffer): Buffer => createHash('sha256').update(message).digest();

test('a signature of a digest is one of the message, for OpenSSL too', () => {
  for (let round = 0; round < 200; round += 1) {
    const message = randomBytes(round);
    expect(verify('sha256', message, publicKey, signDigest(digestOf(message), scalar))).toBe(true);
  }
});

test('a signature by OpenSSL verifies, one of another message does not', () => {
  const message = Buffer.from('sealed');
  const signature = sign('sha256', message, privateKey);
  expect(verifyDigest(digestOf(message), signature, point)).toBe(true);
  expect(verifyDigest(digestOf(Buffer.from('other')), signature, point)).toBe(false);
  expect(verifyDigest(digestOf(message), randomBytes(70), point)).toBe(false);
});
