import { p256 } from '@noble/curves/nist.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

type Hashing = ReturnType<typeof sha256.create>;

/** Of Node's `Hash`, what the verifier uses. */
class Hash {
  readonly #hashing: Hashing;

  constructor(hashing: Hashing) {
    this.#hashing = hashing;
  }

  update(bytes: Uint8Array): this {
    this.#hashing.update(bytes);
    return this;
  }

  copy(): Hash {
    return new Hash(this.#hashing.clone());
  }

  digest(): Buffer;
  digest(encoding: 'hex'): string;
  digest(encoding?: 'hex'): Buffer | string {
    const bytes = Buffer.from(this.#hashing.digest());
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

export type { Hash };

export function createHash(algorithm: string): Hash {
  if (algorithm === 'sha256') return new Hash(sha256.create());
  if (algorithm === 'sha512') return new Hash(sha512.create() as unknown as Hashing);
  throw new Error(`the hash ${algorithm} is not for browsers`);
}

/** Of Node's one-shot hash, what the verifier uses: lower-case hex. */
export const hash = (algorithm: string, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** SPKI of a key on P-256 with both of its coordinates, before them (RFC 5480, 2.1.1 and 2.2). */
const SPKI = '3059301306072a8648ce3d020106082a8648ce3d030107034200';

type PublicKey = {
  readonly asymmetricKeyDetails: { readonly namedCurve: string };
  readonly point: Uint8Array;
  export(options: object): Buffer;
};

/** @throws for what is no public key on P-256 in its usual form */
export function createPublicKey(pem: string): PublicKey {
  const [, base64 = ''] =
    /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem) ?? [];
  const der = Buffer.from(base64.replace(/\s/g, ''), 'base64');
  if (der.toString('hex', 0, SPKI.length / 2) !== SPKI) throw new Error('no public key on P-256');
  const point = Uint8Array.from(der.subarray(SPKI.length / 2));
  p256.Point.fromBytes(point).assertValidity();
  return { asymmetricKeyDetails: { namedCurve: 'prime256v1' }, point, export: () => der };
}

/** Whether ECDSA with SHA-256, its signature in DER, is good. Either of the two values of s will do, as in Node. */
export function verify(
  _algorithm: 'sha256',
  bytes: Uint8Array,
  key: PublicKey,
  signature: Uint8Array,
): boolean {
  try {
    return p256.verify(Uint8Array.from(signature), sha256(Uint8Array.from(bytes)), key.point, {
      format: 'der',
      prehash: false,
      lowS: false,
    });
  } catch {
    return false;
  }
}
