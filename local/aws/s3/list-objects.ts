import { AwsError } from '../aws-error.ts';
import type { AwsReply } from '../call.ts';
import { xmlDocument } from '../xml.ts';
import { requireBucket, type S3Call } from './s3-call.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const MOST = 1000;
const KNOWN = ['list-type', 'prefix', 'delimiter', 'continuation-token', 'max-keys', 'x-id'];

/** Keys and, with a delimiter, the beginnings that several have up to it: each counts as one, and a page ends with the last. */
export function listObjects(s3: S3Call): AwsReply {
  const { query } = s3.call;
  const unknown = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw new AwsError('NotImplemented', `The laptop does not play a list by ${unknown}.`, { status: 501 });
  requireBucket(s3, 'ListBucket');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? MOST), MOST);
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString('utf8');
  const entries = [...new Set(s3.bucket.keys(prefix).map((key) => entryOf(key, prefix, delimiter)))];
  const left = after === '' ? entries : entries.slice(entries.indexOf(after) + 1);
  const page = left.slice(0, most);
  const isTruncated = left.length > page.length;
  const isCommon = (entry: string) =>
    delimiter !== '' && entry.length > prefix.length && entry.endsWith(delimiter);
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: xmlDocument(
      'ListBucketResult',
      {
        Name: s3.bucket.name,
        Prefix: prefix,
        Delimiter: delimiter === '' ? undefined : delimiter,
        KeyCount: page.length,
        MaxKeys: most,
        IsTruncated: isTruncated,
        NextContinuationToken: isTruncated
          ? Buffer.from(page.at(-1) ?? '', 'utf8').toString('base64url')
          : undefined,
        Contents: page
          .filter((entry) => !isCommon(entry))
          .map((Key) => {
            const found = s3.bucket.find(Key);
            return { Key, Size: found?.size, ETag: `"${found?.etag ?? ''}"`, LastModified: found?.modified };
          }),
        CommonPrefixes: page.filter(isCommon).map((Prefix) => ({ Prefix })),
      },
      NAMESPACE,
    ),
  };
}

/** The key, or its beginning up to the first delimiter after the prefix. */
function entryOf(key: string, prefix: string, delimiter: string): string {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? key : key.slice(0, end + delimiter.length);
}
