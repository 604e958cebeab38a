import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
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

const sha256 = (data: Buffer | string): string => hash('sha256', data, 'hex');

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

/** As RFC 3986 encodes a part of an address. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What was asked, without the signature: sorted by name, then by value. */
const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [escaped(name), escaped(value)] as const)
    .sort(([a, valueOfA], [b, valueOfB]) => (a === b ? (valueOfA < valueOfB ? -1 : 1) : a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');

const canonicalHeader = ({ request }: Signed, name: string): string =>
  `${name}:${(headerOf(request, name) ?? '').replace(/\s+/g, ' ').trim()}\n`;

/** S3 signs the path as sent; every other service signs it encoded once more. */
const canonicalPath = ({ path }: Signed, { service }: Claim): string =>
  service === 's3' ? path : escaped(path).replaceAll('%2F', '/');

/** Keys of a day, a region and a service, by what they are made from. */
const signingKeys = new Map<string, KeyObject>();
/** Each function has some, and each session of a grant, which is soon over. */
const MOST_KEYS = 2000;

function signingKey({ secretAccessKey }: Credentials, scope: string): KeyObject {
  const from = `${secretAccessKey} ${scope}`;
  const known = signingKeys.get(from);
  if (known !== undefined) return known;
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${secretAccessKey}`,
    );
  const made = createSecretKey(Buffer.from(key));
  if (signingKeys.size >= MOST_KEYS) signingKeys.clear();
  signingKeys.set(from, made);
  return made;
}

/**
 * The signature that these credentials make of the request as it came. A presigned request is signed like any other, over
 * its query without the signature: so one way of signing serves both.
 */
function expectedSignature(signed: Signed, claim: Claim, credentials: Credentials): Buffer {
  const names = [...claim.signedHeaders].sort();
  const canonical = [
    signed.request.method,
    canonicalPath(signed, claim),
    canonicalQuery(signed.query),
    names.map((name) => canonicalHeader(signed, name)).join(''),
    names.join(';'),
    payloadHash(signed, claim),
  ].join('\n');
  const time = claim.signedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${claim.region}/${claim.service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`;
  return createHmac('sha256', signingKey(credentials, scope)).update(text).digest();
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
export function verifySignature(signed: Signed, claim: Claim, store: CredentialStore): Principal {
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
  const expected = expectedSignature(signed, claim, credentials);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
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
