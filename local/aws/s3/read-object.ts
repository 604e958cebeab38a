import { AwsError } from '../aws-error.ts';
import { type AwsReply, header } from '../call.ts';
import { FILE } from './content-files.ts';
import type { ObjectVersion } from './object-version.ts';
import { requireBucket, requireObject, type S3Call, versionHeaders } from './s3-call.ts';
import { noSuchKey, noSuchVersion, preconditionFailed } from './s3-error.ts';

/** Who may not list a bucket is not told which of its keys exist. */
export function existing(s3: S3Call, action: string, subresource = ''): ObjectVersion {
  const versionId = s3.call.query.get('versionId') ?? undefined;
  requireObject(s3, `${action}${versionId === undefined ? '' : 'Version'}${subresource}`);
  const version = s3.bucket.find(s3.key, versionId);
  if (version !== undefined && !(version.deleteMarker && versionId === undefined)) return version;
  requireBucket(s3, 'ListBucket');
  throw versionId === undefined ? noSuchKey(s3.key) : noSuchVersion();
}

/** `bytes=a-b`, `bytes=a-` or `bytes=-n`; the end is inclusive, as in HTTP. */
function rangeOf(text: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
  return { start, end };
}

function checkConditions(s3: S3Call, { etag }: ObjectVersion): void {
  const match = header(s3.call, 'if-match')?.replaceAll('"', '');
  const none = header(s3.call, 'if-none-match')?.replaceAll('"', '');
  if (match !== undefined && match !== etag && match !== '*') throw preconditionFailed('If-Match');
  if (none === etag || none === '*') throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}

/** The answer may be told to carry other headers, which a presigned link uses to name a download. */
function overrides(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith('response-'))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );
}

export function getObject(s3: S3Call): AwsReply {
  const version = existing(s3, 'GetObject');
  if (version.deleteMarker)
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    });
  checkConditions(s3, version);
  const range = rangeOf(header(s3.call, 'range'), version.size);
  const { [FILE]: _, ...kept } = version.headers;
  const wantsChecksums = header(s3.call, 'x-amz-checksum-mode') === 'ENABLED' && range === undefined;
  const length = range === undefined ? version.size : range.end - range.start + 1;
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...kept,
      ...versionHeaders(s3.bucket, version),
      'last-modified': new Date(version.modified).toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': length,
      ...(range === undefined
        ? {}
        : { 'content-range': `bytes ${range.start}-${range.end}/${version.size}` }),
      ...(wantsChecksums ? { ...version.checksums, 'x-amz-checksum-type': 'FULL_OBJECT' } : {}),
      ...(version.retention === undefined
        ? {}
        : {
            'x-amz-object-lock-mode': version.retention.mode,
            'x-amz-object-lock-retain-until-date': version.retention.until,
          }),
      ...(version.legalHold ? { 'x-amz-object-lock-legal-hold': 'ON' } : {}),
      ...overrides(s3.call.query),
    },
    body: s3.call.method === 'HEAD' || length === 0 ? undefined : s3.bucket.stream(version, range),
  };
}
