import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { CredentialStore, Credentials, Principal } from './credentials.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const CLOCK_SKEW_MS = 15 * 60_000;
const LONGEST_PRESIGN_S = 7 * 24 * 3600;

/** What a request claims in its Authorization header or, presigned, in its query. */
export type Claim = {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly time: string;
  readonly token: string | undefined;
  readonly expiresSeconds: number | undefined;
};

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};

const malformed = (): AwsError =>
  new AwsError('IncompleteSignatureException', 'The request signature is not complete.', { status: 403 });

function claimFrom(credential: string, rest: Omit<Claim, 'accessKeyId' | 'scope' | 'service'>): Claim {
  const [accessKeyId, ...scope] = credential.split('/');
  const service = scope[2];
  if (!accessKeyId || !service || scope.length !== 4 || scope[3] !== 'aws4_request') throw malformed();
  return { accessKeyId, scope: scope.join('/'), service, ...rest };
}

/** Reads the claim; undefined when the request is not signed at all. */
export function readClaim(request: IncomingMessage, query: URLSearchParams): Claim | undefined {
  const authorization = header(request, 'authorization');
  if (authorization?.startsWith(`${ALGORITHM} `)) {
    const parts = Object.fromEntries(
      authorization
        .slice(ALGORITHM.length)
        .split(',')
        .map((part) => part.trim().split(/=(.*)/s, 2)),
    );
    const { Credential: credential, SignedHeaders: signedHeaders, Signature: signature } = parts;
    const time = header(request, 'x-amz-date');
    if (!credential || !signedHeaders || !signature || !time) throw malformed();
    return claimFrom(credential, {
      signedHeaders: signedHeaders.split(';'),
      signature,
      time,
      token: header(request, 'x-amz-security-token'),
      expiresSeconds: undefined,
    });
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
  const signature = query.get('X-Amz-Signature');
  const time = query.get('X-Amz-Date');
  const expires = Number(query.get('X-Amz-Expires'));
  if (!signature || !time || !(expires > 0 && expires <= LONGEST_PRESIGN_S)) throw malformed();
  return claimFrom(query.get('X-Amz-Credential') ?? '', {
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature,
    time,
    token: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: expires,
  });
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** S3 signs the path as sent; every other service signs it encoded once more. */
const canonicalPath = (path: string, service: string): string =>
  service === 's3' || path === '/' ? path : path.split('/').map(encode).join('/');

function canonicalHeaders(request: IncomingMessage, names: readonly string[]): string {
  return names
    .map((name) => `${name}:${(header(request, name) ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
}

export type Signed = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

function payloadHash({ request, body }: Signed, claim: Claim): string {
  if (claim.expiresSeconds !== undefined)
    return header(request, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const declared = header(request, 'x-amz-content-sha256');
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

const signingKeys = new Map<string, Buffer>();

/** Deriving a key takes four hashes; it stays the same for a day. */
function signingKey({ accessKeyId, secretAccessKey }: Credentials, scope: string): Buffer {
  const cacheKey = `${accessKeyId}/${scope}`;
  const cached = signingKeys.get(cacheKey);
  if (cached !== undefined) return cached;
  if (signingKeys.size > 1000) signingKeys.clear();
  const key = scope
    .split('/')
    .reduce<Buffer>((one, part) => hmac(one, part), Buffer.from(`AWS4${secretAccessKey}`));
  signingKeys.set(cacheKey, key);
  return key;
}

const signedAt = (time: string): number =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function checkTime(claim: Claim, now: number): void {
  const at = signedAt(claim.time);
  if (Number.isNaN(at)) throw malformed();
  if (claim.expiresSeconds !== undefined) {
    if (now > at + claim.expiresSeconds * 1000)
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
export function verifySignature(
  signed: Signed,
  claim: Claim,
  store: CredentialStore,
  now = Date.now(),
): Principal {
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
  const canonical = [
    signed.request.method ?? 'GET',
    canonicalPath(signed.path, claim.service),
    canonicalQuery(signed.query),
    canonicalHeaders(signed.request, claim.signedHeaders),
    claim.signedHeaders.join(';'),
    payloadHash(signed, claim),
  ].join('\n');
  const toSign = [ALGORITHM, claim.time, claim.scope, sha256(canonical)].join('\n');
  const expected = hmac(signingKey(credentials, claim.scope), toSign);
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
