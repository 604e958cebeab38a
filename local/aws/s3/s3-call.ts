import type { Authorizer } from '../../iam/authorizer.ts';
import type { RequestContext } from '../../iam/conditions.ts';
import type { JsonObject } from '../../template/json.ts';
import { AwsError } from '../aws-error.ts';
import { type AwsCall, type AwsReply, header } from '../call.ts';
import type { Bucket } from './bucket.ts';
import type { ObjectVersion, Retention } from './object-version.ts';
import { invalidRequest } from './s3-error.ts';

/** A call of S3 with its path taken apart. */
export type S3Call = {
  readonly call: AwsCall;
  readonly bucket: Bucket;
  readonly key: string;
  readonly authorizer: Authorizer;
  /** Tells the default bus of something that happened to an object. */
  readonly tell: (detailType: string, detail: JsonObject) => Promise<void>;
};

export const objectArn = ({ bucket, key }: S3Call): string => `${bucket.arn}/${key}`;

export const requireObject = (s3: S3Call, action: string, context: RequestContext = {}): void =>
  s3.authorizer.require(
    s3.call.principal,
    { action: `s3:${action}`, resource: objectArn(s3), context },
    'AccessDenied',
  );

export const requireBucket = (s3: S3Call, action: string): void =>
  s3.authorizer.require(
    s3.call.principal,
    { action: `s3:${action}`, resource: s3.bucket.arn, context: {} },
    'AccessDenied',
  );

export const empty = (headers: AwsReply['headers'] = {}, status = 200): AwsReply => ({
  status,
  headers,
  body: undefined,
});

const KEPT = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'expires',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];

/** The request's headers that stay with the object. */
export function keptHeaders(call: AwsCall): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.headers)) {
    if (typeof value === 'string' && (KEPT.includes(name) || name.startsWith('x-amz-meta-')))
      kept[name] = value;
  }
  const encoding = (header(call, 'content-encoding') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked');
  if (encoding.length > 0) kept['content-encoding'] = encoding.join(', ');
  return kept;
}

export function readRetentionHeaders({
  call,
  bucket,
}: S3Call): Pick<ObjectVersion, 'retention' | 'legalHold'> {
  const mode = header(call, 'x-amz-object-lock-mode');
  const until = header(call, 'x-amz-object-lock-retain-until-date');
  const hold = header(call, 'x-amz-object-lock-legal-hold');
  if (mode === undefined && until === undefined && hold === undefined)
    return { retention: undefined, legalHold: false };
  if (!bucket.rules.locking) throw invalidRequest('Bucket is missing Object Lock Configuration');
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidRequest(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  }
  return {
    retention: mode === undefined ? undefined : retention(mode, until ?? ''),
    legalHold: hold === 'ON',
  };
}

function retention(mode: string, until: string): Retention {
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE')
    throw new AwsError('InvalidArgument', 'Unknown wormMode directive.');
  const time = Date.parse(until);
  if (Number.isNaN(time)) throw new AwsError('InvalidArgument', 'The retain until date is not a timestamp.');
  if (time <= Date.now())
    throw new AwsError('InvalidArgument', 'The retain until date must be in the future!');
  return { mode, until: new Date(time).toISOString() };
}

/** Headers that describe a version to whoever writes or reads it. */
export function versionHeaders(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return {
    ...(bucket.rules.versioned ? { 'x-amz-version-id': version.versionId } : {}),
    ...(version.deleteMarker ? { 'x-amz-delete-marker': 'true' } : { etag: `"${version.etag}"` }),
  };
}
