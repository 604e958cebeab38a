import type { AwsReply } from '../call.ts';
import type { XmlContent } from '../xml.ts';
import type { ObjectVersion } from './object-version.ts';
import { requireBucket, type S3Call, xmlReply } from './s3-call.ts';

const MOST_KEYS = 1000;

type Listing = {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly encode: (key: string) => string;
};

function listingOf({ call: { query } }: S3Call): Listing {
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(Number(query.get('max-keys') ?? MOST_KEYS), MOST_KEYS),
    encode: query.get('encoding-type') === 'url' ? encodeURIComponent : (key) => key,
  };
}

const contextOf = ({ prefix, delimiter }: Listing): Record<string, string[]> => ({
  's3:prefix': [prefix],
  ...(delimiter === '' ? {} : { 's3:delimiter': [delimiter] }),
});

/** A token is the last key of the page before; the caller is not to read it. */
const toToken = (key: string): string => Buffer.from(key).toString('base64');
const fromToken = (token: string): string => Buffer.from(token, 'base64').toString('utf8');

const isAfter = (key: string, start: string): boolean =>
  Buffer.compare(Buffer.from(key), Buffer.from(start)) > 0;

export function listObjects(s3: S3Call): AwsReply {
  const { query } = s3.call;
  const listing = listingOf(s3);
  requireBucket(s3, 'ListBucket', contextOf(listing));
  const token = query.get('continuation-token');
  const start = token === null ? (query.get('start-after') ?? '') : fromToken(token);
  const contents: { key: string; version: ObjectVersion }[] = [];
  const prefixes = new Set<string>();
  let last = '';
  let truncated = false;
  for (const [key, versions] of s3.bucket.entries(listing.prefix)) {
    const version = versions.at(-1);
    if (version === undefined || version.deleteMarker || (start !== '' && !isAfter(key, start))) continue;
    const cut = listing.delimiter === '' ? -1 : key.indexOf(listing.delimiter, listing.prefix.length);
    const common = cut < 0 ? undefined : key.slice(0, cut + listing.delimiter.length);
    if (common !== undefined && (prefixes.has(common) || start.startsWith(common))) {
      last = key;
      continue;
    }
    if (contents.length + prefixes.size >= listing.maxKeys) {
      truncated = true;
      break;
    }
    if (common === undefined) contents.push({ key, version });
    else prefixes.add(common);
    last = key;
  }
  return xmlReply('ListBucketResult', {
    Name: s3.bucket.name,
    Prefix: listing.encode(listing.prefix),
    Delimiter: listing.delimiter || undefined,
    MaxKeys: listing.maxKeys,
    KeyCount: contents.length + prefixes.size,
    IsTruncated: truncated,
    NextContinuationToken: truncated ? toToken(last) : undefined,
    Contents: contents.map(({ key, version }) => ({
      Key: listing.encode(key),
      LastModified: version.modified,
      ETag: `"${version.etag}"`,
      Size: version.size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: [...prefixes].map((prefix) => ({ Prefix: listing.encode(prefix) })),
  });
}

export function listVersions(s3: S3Call): AwsReply {
  const listing = listingOf(s3);
  requireBucket(s3, 'ListBucketVersions', contextOf(listing));
  const start = s3.call.query.get('key-marker') ?? '';
  const page: XmlContent[] = [];
  const markers: XmlContent[] = [];
  let last = '';
  let truncated = false;
  for (const [key, versions] of s3.bucket.entries(listing.prefix)) {
    if (start !== '' && !isAfter(key, start)) continue;
    if (page.length + markers.length >= listing.maxKeys) {
      truncated = true;
      break;
    }
    for (const version of versions.toReversed()) {
      const common = {
        Key: listing.encode(key),
        VersionId: version.versionId,
        IsLatest: version === versions.at(-1),
        LastModified: version.modified,
      };
      if (version.deleteMarker) markers.push(common);
      else page.push({ ...common, ETag: `"${version.etag}"`, Size: version.size, StorageClass: 'STANDARD' });
    }
    last = key;
  }
  return xmlReply('ListVersionsResult', {
    Name: s3.bucket.name,
    Prefix: listing.encode(listing.prefix),
    MaxKeys: listing.maxKeys,
    IsTruncated: truncated,
    NextKeyMarker: truncated ? last : undefined,
    Version: page,
    DeleteMarker: markers,
  });
}
