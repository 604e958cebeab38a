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

  const AT = `/documents/us-usao-ndca/${SHA256}`;
  const headers = {
    'content-length': String(PAPER.length),
    'content-type': 'application/pdf',
    'x-amz-version-id': 'v3',
  };

  it('have the hash that the store verified, and are not read for it', async () => {
    aws.answers({
      headers: { ...headers, 'x-amz-checksum-sha256': CHECKSUM, 'x-amz-checksum-type': 'FULL_OBJECT' },
    });
    expect(await documents().find('us-usao-ndca', SHA256)).toEqual({
      versionId: 'v3',
      size: PAPER.length,
      mediaType: 'application/pdf',
      sha256: SHA256,
    });
    expect(aws.sent).toMatchObject([
      { method: 'HEAD', path: AT, headers: { 'x-amz-checksum-mode': 'ENABLED' } },
    ]);
  });

  it.each([
    ['none', {}],
    ['one of its parts', { 'x-amz-checksum-sha256': CHECKSUM, 'x-amz-checksum-type': 'COMPOSITE' }],
    ['one of its parts, as older buckets say', { 'x-amz-checksum-sha256': `${CHECKSUM}-2` }],
    ['another kind', { 'x-amz-checksum-crc32': 'AAAAAA==' }],
  ])('have no hash where the store verified %s', async (_what, more) => {
    aws.answers({ headers: { ...headers, ...more } });
    expect(await documents().find('us-usao-ndca', SHA256)).not.toHaveProperty('sha256');
  });

  it('are read in the version that was found', async () => {
    aws.answers({ body: PAPER });
    const found = { sha256: SHA256, versionId: 'v3' };
    expect(await documents().hashOf('us-usao-ndca', found)).toBe(SHA256);
    expect(aws.sent).toMatchObject([{ method: 'GET', path: AT }]);
    expect(aws.sent[0]?.query.get('versionId')).toBe('v3');
  });

  it('are kept, in the version that was found, by their tag', async () => {
    aws.answers({});
    await documents().keep('us-usao-ndca', { sha256: SHA256, versionId: 'v3' });
    const [put] = aws.sent;
    expect(put).toMatchObject({ method: 'PUT', path: AT });
    expect(Object.fromEntries(put?.query ?? [])).toMatchObject({ tagging: '', versionId: 'v3' });
    expect(put?.body.toString()).toContain('<Tag><Key>filed</Key><Value>yes</Value></Tag>');
  });

  it('have none where there is no document', async () => {
    aws.answers({ status: 404 });
    expect(await documents().find('us-usao-ndca', SHA256)).toBeUndefined();
  });

  it.each([
    [403, false],
    [503, true],
    [500, true],
  ])('are not missing because they cannot be had: %s', async (status, passes) => {
    aws.answers({ status });
    expect(isPassing(await thrownBy(documents().find('us-usao-ndca', SHA256)))).toBe(passes);
    aws.answers(s3Error(status, 'SlowDown'));
    await thrownBy(documents().hashOf('us-usao-ndca', { sha256: SHA256, versionId: 'v3' }));
  });

  it('have no hash when they were cut off on the way', async () => {
    aws.answers({ headers: { 'content-length': '1000', connection: 'close' }, body: PAPER });
    const read = documents().hashOf('us-usao-ndca', { sha256: SHA256, versionId: 'v3' });
    await expect(read).rejects.toMatchObject({ code: 'ECONNRESET' });
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
      'x-amz-tagging': 'filed=no',
    });
    expect((await fetch(url, { method, headers, body: PAPER })).status).toBe(200);
    const [put] = aws.sent;
    expect(put).toMatchObject({ method: 'PUT', path: `/documents/us-usao-ndca/${SHA256}`, body: PAPER });
    const query = Object.fromEntries(put?.query ?? []);
    expect(query).toMatchObject({
      'X-Amz-Expires': String(expiresIn),
      'X-Amz-SignedHeaders':
        'content-disposition;content-length;content-type;host;x-amz-checksum-sha256;x-amz-sdk-checksum-algorithm;x-amz-tagging',
    });
    expect(expiresIn).toBe(900);
    expect(put?.headers['content-disposition']).toBe('attachment');
    // In the query a checksum would be signed, and still no header of the upload would have to agree with it.
    expect(Object.keys(query).filter((name) => /checksum|tagging/i.test(name))).toEqual([]);
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
    expect(await documents().hashOf('de-sta-b', { sha256, versionId: 'v1' })).toBe(sha256);
  });
});
