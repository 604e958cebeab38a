import { createHash, createPublicKey } from 'node:crypto';

/** Name of a public key: lower-case hex of the SHA-256 of its SPKI. */
export function keyIdOf(publicKeyPem: string): string {
  const spki = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}
