import { AwsError } from './aws-error.ts';
import type { WireRequest } from './call.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_PRESIGN_S = 7 * 24 * 3600;

/** What a request claims in its Authorization header or, presigned, in its query. */
export type Claim = {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** Hexadecimal, as claimed. */
  readonly signature: string;
  readonly signedAt: Date;
  readonly token: string | undefined;
  /** Of a presigned request only. */
  readonly expiresSeconds: number | undefined;
};

export const headerOf = (request: WireRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};

export const malformed = (): AwsError =>
  new AwsError('IncompleteSignatureException', 'The request signature is not complete.', { status: 403 });

function dateOf(time: string): Date {
  const date = new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(date.getTime())) throw malformed();
  return date;
}

type Claimed = Omit<Claim, 'accessKeyId' | 'region' | 'service' | 'signedAt'> & {
  readonly credential: string;
  readonly time: string;
};

function claimFrom({ credential, time, ...rest }: Claimed): Claim {
  const [accessKeyId, day, region, service, end, ...more] = credential.split('/');
  const isWhole = accessKeyId && region && service && end === 'aws4_request' && more.length === 0;
  if (!isWhole || day !== time.slice(0, 8)) throw malformed();
  return { accessKeyId, region, service, signedAt: dateOf(time), ...rest };
}

/** Reads the claim; undefined when the request is not signed at all. */
export function readClaim(request: WireRequest, query: URLSearchParams): Claim | undefined {
  const authorization = headerOf(request, 'authorization');
  if (authorization?.startsWith(`${ALGORITHM} `)) {
    const parts = Object.fromEntries(
      authorization
        .slice(ALGORITHM.length)
        .split(',')
        .map((part) => part.trim().split(/=(.*)/s, 2)),
    );
    const { Credential: credential, SignedHeaders: signedHeaders, Signature: signature } = parts;
    const time = headerOf(request, 'x-amz-date');
    if (!credential || !signedHeaders || !signature || !time) throw malformed();
    return claimFrom({
      credential,
      signedHeaders: signedHeaders.split(';'),
      signature,
      time,
      token: headerOf(request, 'x-amz-security-token'),
      expiresSeconds: undefined,
    });
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
  const signature = query.get('X-Amz-Signature');
  const time = query.get('X-Amz-Date');
  const expires = Number(query.get('X-Amz-Expires'));
  if (!signature || !time || !(expires > 0 && expires <= LONGEST_PRESIGN_S)) throw malformed();
  return claimFrom({
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature,
    time,
    token: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: expires,
  });
}
