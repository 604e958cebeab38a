import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { s3DocumentStore } from '../../functions/intake/s3-document.store.ts';
import { MEDIA_TYPES } from '../../functions/intake/upload-document.route.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import { type AwsEndpoint, s3Error, startAwsEndpoint, thrownBy } from '../kit/aws-endpoint.ts';

const PAPER = Buffer.from('%PDF-1.7 a subpoena');
const hash = createHash('sha256').update(PAPER);
const SHA256 = hash.copy().digest('hex');
const CHECKSUM = hash.copy().digest('base64');

describe('documents in a bucket', () => {
  let aws: AwsEndpoint;
  let s3: S3Client;
  const documents = () => s3DocumentStore(s3, 'documents');
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(async () => {
    s3.destroy();
    await aws.stop();
  });

  it('have the hash of the bytes that are there, whatever they are called', async () => {
    const named = 'ab'.repeat(32);
    aws.answers({ body: PAPER });
    expect(await documents().digestOf('us-usao-ndca', named)).toEqual({ sha256: SHA256, size: PAPER.length });
    expect(aws.sent[0]).toMatchObject({ method: 'GET', path: `/documents/us-usao-ndca/${named}` });
  });

  it.each([
    ['NoSuchKey', s3Error(404, 'NoSuchKey')],
    ['a bare 404', { status: 404 }],
  ])('have none where there is no document: %s', async (_name, answer) => {
    aws.answers(answer);
    expect(await documents().digestOf('us-usao-ndca', SHA256)).toBeUndefined();
  });

  it.each([
    [403, 'AccessDenied', false],
    [404, 'NoSuchBucket', false],
    [503, 'SlowDown', true],
    [500, 'InternalError', true],
  ])('are not missing because they cannot be had: %s %s', async (status, code, passes) => {
    aws.answers(s3Error(status, code));
    const error = await thrownBy(documents().digestOf('us-usao-ndca', SHA256));
    expect(error).toMatchObject({ name: code });
    expect(isPassing(error)).toBe(passes);
  });

  it('have no hash when they were cut off on the way', async () => {
    aws.answers({ headers: { 'content-length': '1000', connection: 'close' }, body: PAPER });
    await expect(documents().digestOf('us-usao-ndca', SHA256)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('are taken by a request that is signed for exactly these bytes', async () => {
    aws.answers({});
    const { url, method, headers, expiresIn } = await documents().uploadUrl({
      authorityId: 'us-usao-ndca',
      sha256: SHA256,
      mediaType: 'application/pdf',
      size: PAPER.length,
    });
    expect(aws.sent).toEqual([]);
    expect(headers).toEqual({
      'content-disposition': 'attachment',
      'content-type': 'application/pdf',
      'x-amz-checksum-sha256': CHECKSUM,
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    });
    expect((await fetch(url, { method, headers, body: PAPER })).status).toBe(200);
    const [put] = aws.sent;
    expect(put).toMatchObject({ method: 'PUT', path: `/documents/us-usao-ndca/${SHA256}`, body: PAPER });
    const query = Object.fromEntries(put?.query ?? []);
    expect(query).toMatchObject({
      'X-Amz-Expires': String(expiresIn),
      'X-Amz-SignedHeaders':
        'content-disposition;content-length;content-type;host;x-amz-checksum-sha256;x-amz-sdk-checksum-algorithm',
    });
    expect(expiresIn).toBe(900);
    expect(put?.headers['content-disposition']).toBe('attachment');
    // In the query a checksum would be signed, and still no header of the upload would have to agree with it.
    expect(Object.keys(query).filter((name) => /checksum/i.test(name))).toEqual([]);
  });

  it.each(MEDIA_TYPES)('are kept byte for byte as %s', async (mediaType) => {
    const bytes = Buffer.from(
      [...Array(256).keys()].concat([13, 10, 10, 13, 0xef, 0xbb, 0xbf, 0x50, 0x4b, 3, 4]),
    );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    aws.answers({});
    const grant = await documents().uploadUrl({
      authorityId: 'de-sta-b',
      sha256,
      mediaType,
      size: bytes.length,
    });
    await fetch(grant.url, { method: grant.method, headers: grant.headers, body: bytes });
    expect(aws.sent[0]?.body.equals(bytes)).toBe(true);
    expect(aws.sent[0]?.headers).toMatchObject({
      'content-type': mediaType,
      'content-disposition': 'attachment',
    });
    aws.answers({ body: bytes });
    expect(await documents().digestOf('de-sta-b', sha256)).toEqual({ sha256, size: bytes.length });
  });
});
