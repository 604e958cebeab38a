import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { type AwsReply, header } from '../call.ts';
import { decodeBody } from './aws-chunked.ts';
import { verifyChecksums } from './checksums.ts';
import { isLocked, type NewVersion, type ObjectVersion } from './object-version.ts';
import { existing } from './read-object.ts';
import {
  empty,
  keptHeaders,
  readRetentionHeaders,
  requireObject,
  type S3Call,
  versionHeaders,
} from './s3-call.ts';
import { accessDenied, invalidRequest, noSuchKey, preconditionFailed } from './s3-error.ts';

/** `If-None-Match: *` creates and never replaces; `If-Match` replaces exactly what the caller knows. */
export function conditionOf(s3: S3Call): (current: ObjectVersion | undefined) => void {
  const none = header(s3.call, 'if-none-match');
  const match = header(s3.call, 'if-match')?.replaceAll('"', '');
  if (none !== undefined && none !== '*')
    throw new AwsError('NotImplemented', 'If-None-Match takes * only.', { status: 501 });
  return (current) => {
    if (none === '*' && current !== undefined) throw preconditionFailed('If-None-Match');
    if (match !== undefined && current === undefined) throw noSuchKey(s3.key);
    if (match !== undefined && match !== '*' && current?.etag !== match) throw preconditionFailed('If-Match');
  };
}

/**
 * Rights for a put, including those for the lock that it asks for. What only `begins` an object makes none yet, which
 * policies can tell: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function requirePut(
  s3: S3Call,
  does: 'begins' | 'creates' = 'creates',
): Pick<ObjectVersion, 'retention' | 'legalHold'> {
  const condition = header(s3.call, 'if-none-match');
  requireObject(s3, 'PutObject', {
    's3:objectcreationoperation': [String(does === 'creates')],
    ...(condition === undefined ? {} : { 's3:if-none-match': [condition] }),
  });
  const lock = readRetentionHeaders(s3);
  if (lock.retention !== undefined) requireObject(s3, 'PutObjectRetention');
  if (lock.legalHold) requireObject(s3, 'PutObjectLegalHold');
  if (header(s3.call, 'x-amz-tagging') !== undefined) requireObject(s3, 'PutObjectTagging');
  return lock;
}

export async function putObject(s3: S3Call): Promise<AwsReply> {
  const lock = requirePut(s3);
  const { content, trailers } = decodeBody(s3.call);
  const checksums = verifyChecksums(s3.call, content, trailers);
  const isChecked = Object.keys(checksums).length > 0 || header(s3.call, 'content-md5') !== undefined;
  if ((lock.retention !== undefined || lock.legalHold) && !isChecked) {
    throw invalidRequest(
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  }
  const version: NewVersion = {
    key: s3.key,
    etag: createHash('md5').update(content).digest('hex'),
    headers: { 'content-type': 'application/octet-stream', ...keptHeaders(s3.call) },
    checksums,
    ...lock,
    tags: Object.fromEntries(new URLSearchParams(header(s3.call, 'x-amz-tagging') ?? '')),
  };
  const made = await s3.bucket.put(version, content, conditionOf(s3));
  if (s3.bucket.rules.notifies) await s3.tell('Object Created', createdDetail(s3, made, 'PutObject'));
  return empty({ ...versionHeaders(s3.bucket, made), ...checksums });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const createdDetail = (
  { bucket }: S3Call,
  { key, size, etag, versionId }: ObjectVersion,
  reason: string,
) => ({
  version: '0',
  bucket: { name: bucket.name },
  object: { key, size, etag, ...(bucket.rules.versioned ? { 'version-id': versionId } : {}) },
  reason,
});

const TAG = /<Tag><Key>([^<]{1,128})<\/Key><Value>([^<]{0,256})<\/Value><\/Tag>/g;

export async function putObjectTagging(s3: S3Call): Promise<AwsReply> {
  const version = existing(s3, 'PutObject', 'Tagging');
  const tags = [...decodeBody(s3.call).content.toString('utf8').matchAll(TAG)];
  await s3.bucket.tag(version, Object.fromEntries(tags.map(([, name = '', value = '']) => [name, value])));
  return empty(versionHeaders(s3.bucket, version));
}

/** Without a version a locked object only gets a delete marker, which hides it and harms nothing. */
export async function deleteObject(s3: S3Call): Promise<AwsReply> {
  const versionId = s3.call.query.get('versionId') ?? undefined;
  requireObject(s3, versionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion');
  const bypass = header(s3.call, 'x-amz-bypass-governance-retention') === 'true';
  if (bypass) requireObject(s3, 'BypassGovernanceRetention');
  const version = s3.bucket.find(s3.key, versionId);
  if (version !== undefined && versionId !== undefined && isLocked(version, bypass, Date.now())) {
    throw accessDenied('Access Denied because object protected by object lock.');
  }
  const removed = await s3.bucket.delete(s3.key, versionId);
  return empty(removed === undefined ? {} : versionHeaders(s3.bucket, removed), 204);
}
