import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { type AwsReply, header } from '../call.ts';
import { xmlDocument } from '../xml.ts';
import { decodeBody } from './aws-chunked.ts';
import { verifyChecksums } from './checksums.ts';
import { empty, keptHeaders, requireObject, type S3Call, versionHeaders } from './s3-call.ts';
import { namedParts } from './uploads.ts';
import { conditionOf, createdDetail, requirePut } from './write-object.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const xml = (name: string, content: Record<string, string>, headers: AwsReply['headers'] = {}): AwsReply => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body: xmlDocument(name, content, NAMESPACE),
});

const uploadIdOf = ({ call }: S3Call): string => call.query.get('uploadId') ?? '';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export async function createUpload(s3: S3Call): Promise<AwsReply> {
  const lock = requirePut(s3, 'begins');
  const uploadId = await s3.bucket.uploads.begin({
    key: s3.key,
    headers: { 'content-type': 'application/octet-stream', ...keptHeaders(s3.call) },
    ...lock,
    tags: Object.fromEntries(new URLSearchParams(header(s3.call, 'x-amz-tagging') ?? '')),
  });
  return xml('InitiateMultipartUploadResult', { Bucket: s3.bucket.name, Key: s3.key, UploadId: uploadId });
}

export async function uploadPart(s3: S3Call): Promise<AwsReply> {
  requirePut(s3, 'begins');
  const { content, trailers } = decodeBody(s3.call);
  const checksums = verifyChecksums(s3.call, content, trailers);
  const md5 = createHash('md5').update(content).digest();
  const sha256 = createHash('sha256').update(content).digest();
  await s3.bucket.takePart(
    { key: s3.key, uploadId: uploadIdOf(s3), number: Number(s3.call.query.get('partNumber')) },
    content,
    { md5, sha256 },
  );
  return empty({ etag: `"${md5.toString('hex')}"`, ...checksums });
}

export async function completeUpload(s3: S3Call): Promise<AwsReply> {
  requirePut(s3, 'creates');
  const named = namedParts(decodeBody(s3.call).content.toString('utf8'));
  const made = await s3.bucket.complete(s3.key, uploadIdOf(s3), { named, check: conditionOf(s3) });
  if (s3.bucket.rules.notifies)
    await s3.tell('Object Created', createdDetail(s3, made, 'CompleteMultipartUpload'));
  return xml(
    'CompleteMultipartUploadResult',
    { Bucket: s3.bucket.name, Key: s3.key, ETag: `"${made.etag}"` },
    versionHeaders(s3.bucket, made),
  );
}

export async function abortUpload(s3: S3Call): Promise<AwsReply> {
  requireObject(s3, 'AbortMultipartUpload');
  if (uploadIdOf(s3) === '') throw new AwsError('NoSuchUpload', 'No upload is named.', { status: 404 });
  await s3.bucket.abort(s3.key, uploadIdOf(s3));
  return empty({}, 204);
}
