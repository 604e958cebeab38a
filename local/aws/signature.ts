import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { WireRequest } from './call.ts';
import type { CredentialStore, Credentials, Principal } from './credentials.ts';
import { ALGORITHM, type Claim, headerOf, malformed } from './signature-claim.ts';

const CLOCK_SKEW_MS = 15 * 60_000;

export type Signed = {
  readonly request: WireRequest;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

const sha256 = (data: Buffer | string): string => hash('sha256', data);

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

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** A presigned request is signed over its query without the signature. */
const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`)
    .sort()
    .join('&');

/** S3 signs the path as sent; every other service signs it without empty and relative segments, encoded once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(escapeUri(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

const MOST_KEYS = 1000;
/** Keys are of a day, a region and a service, and whoever has one has many requests. */
const signingKeys = new Map<string, Buffer>();

function signingKey({ accessKeyId, secretAccessKey }: Credentials, scope: string): Buffer {
  const name = `${accessKeyId} ${secretAccessKey} ${scope}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
  if (signingKeys.size >= MOST_KEYS) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

const basic = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** The signature that these credentials make of the request as it came. */
function expectedSignature(signed: Signed, claim: Claim, credentials: Credentials): Buffer {
  const { request, path, query } = signed;
  const names = claim.signedHeaders.toSorted();
  const headers = names.map(
    (name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  const canonical = [
    request.method,
    canonicalPath(path, claim.service),
    canonicalQuery(query),
    headers.join(''),
    names.join(';'),
    payloadHash(signed, claim),
  ].join('\n');
  const time = basic(claim.signedAt);
  const scope = `${time.slice(0, 8)}/${claim.region}/${claim.service}/aws4_request`;
  return createHmac('sha256', signingKey(credentials, scope))
    .update(`${ALGORITHM}\n${time}\n${scope}\n${sha256(canonical)}`)
    .digest();
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
