import { p256 } from '@noble/curves/nist.js';

/** Signs a SHA-256 digest with a P-256 private scalar; DER, as KMS gives it. Node signs messages only. */
export const signDigest = (digest: Buffer, privateScalar: Buffer): Buffer =>
  Buffer.from(p256.sign(digest, privateScalar, { prehash: false, lowS: false, format: 'der' }));
