import { createECDH, randomBytes } from 'node:crypto';

/*
 * ECDSA over P-256 for a digest that is already made. Node signs messages only, and hashes them itself; KMS also
 * signs digests. FIPS 186-5, section 6.4; the curve is y² = x³ − 3x + b over the field of P.
 */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

type Point = {
  readonly x: bigint;
  readonly y: bigint;
};

const mod = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [mod(value, modulus), modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return mod(x, modulus);
}

function add(one: Point | undefined, other: Point | undefined): Point | undefined {
  if (one === undefined) return other;
  if (other === undefined) return one;
  if (one.x === other.x && one.y !== other.y) return undefined;
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x - 3n) * inverse(2n * one.y, P)
      : (other.y - one.y) * inverse(other.x - one.x, P);
  const x = mod(slope * slope - one.x - other.x, P);
  return { x, y: mod(slope * (one.x - x) - one.y, P) };
}

function multiply(point: Point, factor: bigint): Point | undefined {
  let sum: Point | undefined;
  let power: Point | undefined = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex') || '0'}`);
const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const padded = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, padded.length), padded]);
}

/** Signs a SHA-256 digest with a private scalar; the signature is DER, as KMS gives it. */
export function signDigest(digest: Buffer, privateScalar: Buffer): Buffer {
  const e = toNumber(digest);
  for (;;) {
    const k = mod(toNumber(randomBytes(40)), N - 1n) + 1n;
    // OpenSSL multiplies the generator in constant time.
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(toBytes(k));
    const r = mod(toNumber(ecdh.getPublicKey().subarray(1, 33)), N);
    const s = mod(inverse(k, N) * (e + r * toNumber(privateScalar)), N);
    if (r === 0n || s === 0n) continue;
    const body = Buffer.concat([derInteger(r), derInteger(s)]);
    return Buffer.concat([Buffer.of(0x30, body.length), body]);
  }
}

function readDer(signature: Buffer): [bigint, bigint] | undefined {
  const rLength = signature[3] ?? 0;
  const sLength = signature[5 + rLength] ?? 0;
  const wellFormed =
    signature[0] === 0x30 &&
    signature[2] === 0x02 &&
    signature[4 + rLength] === 0x02 &&
    signature.length === 6 + rLength + sLength;
  if (!wellFormed) return undefined;
  return [toNumber(signature.subarray(4, 4 + rLength)), toNumber(signature.subarray(6 + rLength))];
}

/** Checks a DER signature of a SHA-256 digest against the public point. */
export function verifyDigest(
  digest: Buffer,
  signature: Buffer,
  publicPoint: { x: Buffer; y: Buffer },
): boolean {
  const [r, s] = readDer(signature) ?? [0n, 0n];
  if (r <= 0n || r >= N || s <= 0n || s >= N) return false;
  const w = inverse(s, N);
  const u1 = mod(toNumber(digest) * w, N);
  const u2 = mod(r * w, N);
  const q: Point = { x: toNumber(publicPoint.x), y: toNumber(publicPoint.y) };
  const point = add(multiply(G, u1), multiply(q, u2));
  return point !== undefined && mod(point.x, N) === r;
}
