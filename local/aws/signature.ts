import { createHash, createHmac, type Hash, type Hmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from './aws-error.ts';
import type { WireRequest } from './call.ts';
import type { CredentialStore, Credentials, Principal } from './credentials.ts';
import { type Claim, headerOf, malformed } from './signature-claim.ts';

const CLOCK_SKEW_MS = 15 * 60_000;

export type Signed = {
  readonly request: WireRequest;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/** SHA-256 and its HMAC in the shape that the signing library takes. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function payloadHash({ request, body }: Signed, claim: Claim): string {
  const declared = headerOf(request, 'x-amz-content-sha256');
  if (claim.expiresSeconds !== undefined) return declared ?? 'UNSIGNED-PAYLOAD';
  if (declared === undefined) return sha256(body);
  const isDigest = /^[0-9a-f]{64}$/.test(declared);
  if (isDigest && declared !== sha256(body)) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 header does not match.',
    );
  }
  return declared;
}

function queryOf(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

/** Headers that the library adds by itself; they count only where the caller says that they were signed. */
const GENERATED = ['x-amz-content-sha256', 'x-amz-date'];

/**
 * The signature, in hexadecimal, that these credentials make of the request as it came. A presigned request is signed
 * like any other, over its query without the signature: so one way of signing serves both.
 */
async function expectedSignature(
  signed: Signed,
  claim: Claim,
  { accessKeyId, secretAccessKey }: Credentials,
): Promise<string> {
  const signer = new SignatureV4({
    // Without the session's token, which is among the headers or in the query where the caller signed it.
    credentials: { accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    // S3 signs the path as sent; every other service signs it encoded once more.
    uriEscapePath: claim.service !== 's3',
    applyChecksum: false,
  });
  const headers = Object.fromEntries(
    claim.signedHeaders.map((name) => [name, headerOf(signed.request, name) ?? '']),
  );
  const { headers: made } = await signer.sign(
    {
      method: signed.request.method,
      protocol: 'http:',
      hostname: '',
      path: signed.path,
      query: queryOf(signed.query),
      headers: { ...headers, 'x-amz-content-sha256': payloadHash(signed, claim) },
    },
    {
      signingDate: claim.signedAt,
      signableHeaders: new Set(claim.signedHeaders),
      unsignableHeaders: new Set(GENERATED),
    },
  );
  return made.authorization?.split('Signature=')[1] ?? '';
}

function checkTime({ signedAt, expiresSeconds }: Claim, now: number): void {
  const at = signedAt.getTime();
  if (expiresSeconds !== undefined) {
    if (now > at + expiresSeconds * 1000)
      throw new AwsError('AccessDenied', 'Request has expired', { status: 403 });
    if (now < at - CLOCK_SKEW_MS)
      throw new AwsError('AccessDenied', 'Request is not valid yet', { status: 403 });
  } else if (Math.abs(now - at) > CLOCK_SKEW_MS) {
    throw new AwsError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      { status: 403 },
    );
  }
}

/**
 * Checks a Signature Version 4, in headers or presigned, against the credentials that this laptop issued.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(
  signed: Signed,
  claim: Claim,
  store: CredentialStore,
): Promise<Principal> {
  const now = Date.now();
  const issued = store.find(claim.accessKeyId);
  const unknown = claim.service === 's3' ? 'InvalidAccessKeyId' : 'UnrecognizedClientException';
  if (issued === undefined) {
    throw new AwsError(unknown, 'The security token included in the request is invalid.', { status: 403 });
  }
  const { credentials, principal, expiresAt } = issued;
  if (credentials.sessionToken !== claim.token) {
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', {
      status: 403,
    });
  }
  if (!claim.signedHeaders.includes('host')) throw malformed();
  const expected = Buffer.from(await expectedSignature(signed, claim, credentials), 'hex');
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== 32 || expected.length !== 32 || !timingSafeEqual(given, expected)) {
    const code = claim.service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException';
    throw new AwsError(
      code,
      'The request signature we calculated does not match the signature you provided.',
      { status: 403 },
    );
  }
  checkTime(claim, now);
  if (now >= expiresAt) {
    throw new AwsError(
      claim.service === 's3' || claim.service === 'sts' ? 'ExpiredToken' : 'ExpiredTokenException',
      'The security token included in the request is expired',
      { status: claim.service === 's3' ? 400 : 403 },
    );
  }
  return principal;
}
