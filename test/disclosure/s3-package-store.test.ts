import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { s3PackageStore } from '../../functions/disclosure/s3-package-store.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import { type AwsEndpoint, s3Error, startAwsEndpoint, thrownBy } from '../kit/aws-endpoint.ts';

const PACKAGE = Buffer.from('PK a package, as far as a bucket can tell');
const MARK = { packageSha256: 'ab'.repeat(32), manifestSha256: 'cd'.repeat(32), signature: 'MEUCIQ==' };
const METADATA = {
  'x-amz-meta-package-sha256': MARK.packageSha256,
  'x-amz-meta-manifest-sha256': MARK.manifestSha256,
  'x-amz-meta-signature': MARK.signature,
};

describe('packages in a bucket', () => {
  const digest = createHash('sha256').update(PACKAGE);
  const content = {
    sha256: digest.copy().digest('hex'),
    chunks: [PACKAGE.subarray(0, 7), PACKAGE.subarray(7)],
  };
  let aws: AwsEndpoint;
  let s3: S3Client;
  const packages = () => s3PackageStore(s3, 'packages');
  const put = () => packages().put('d-1/1.zip', content, MARK);

  beforeAll(async () => {
    aws = await startAwsEndpoint();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(async () => {
    s3.destroy();
    await aws.stop();
  });

  it('are written whole, bound to their hash and to a key that nothing has, with their mark', async () => {
    aws.answers({ headers: { 'x-amz-version-id': 'v-7' } });
    expect(await put()).toEqual({ versionId: 'v-7' });
    expect(aws.sent).toHaveLength(1);
    expect(aws.sent[0]).toMatchObject({
      method: 'PUT',
      path: '/packages/d-1/1.zip',
      headers: {
        'content-type': 'application/zip',
        'content-length': String(PACKAGE.length),
        'x-amz-checksum-sha256': digest.copy().digest('base64'),
        'if-none-match': '*',
        ...METADATA,
      },
      body: PACKAGE,
    });
  });

  it('exist where something has the key', async () => {
    aws.answers(s3Error(412, 'PreconditionFailed'));
    expect(await put()).toBe('exists');
  });

  it('are tried again later where another run writes the same one', async () => {
    aws.answers(s3Error(409, 'ConditionalRequestConflict'));
    await expect(put()).rejects.toMatchObject({ name: 'TransientFault' });
  });

  it.each([
    [503, 'SlowDown', true],
    [500, 'InternalError', true],
    [400, 'RequestTimeout', true],
    [403, 'AccessDenied', false],
    [400, 'BadDigest', false],
    [409, 'OperationAborted', false],
  ])('fail under the name that S3 gave: %s %s', async (status, code, passes) => {
    aws.answers(s3Error(status, code));
    const error = await thrownBy(put());
    expect(error).toMatchObject({ name: code });
    expect(isPassing(error)).toBe(passes);
    expect(aws.sent).toHaveLength(1);
  });

  it('are refused by a bucket that keeps no versions', async () => {
    const named = { name: 'InconsistentState' };
    aws.answers({}, { headers: METADATA });
    await expect(put()).rejects.toMatchObject(named);
    await expect(packages().markOf('d-1/1.zip')).rejects.toMatchObject(named);
  });

  it('say what they were marked with', async () => {
    aws.answers({ headers: { 'x-amz-version-id': 'v-7', ...METADATA } });
    expect(await packages().markOf('d-1/1.zip')).toEqual({ ...MARK, versionId: 'v-7' });
    expect(aws.sent[0]).toMatchObject({ method: 'HEAD', path: '/packages/d-1/1.zip' });
  });

  it('have no mark that is not whole, and none where there is no package', async () => {
    const { 'x-amz-meta-signature': _signature, ...unsigned } = METADATA;
    aws.answers({ headers: { 'x-amz-version-id': 'v-7', ...unsigned } }, { status: 404 });
    await expect(packages().markOf('d-1/1.zip')).rejects.toMatchObject({ name: '$ZodError' });
    await expect(packages().markOf('d-1/2.zip')).rejects.toMatchObject({ name: 'NotFound' });
  });

  describe('in parts', () => {
    const UPLOAD = { key: 'd-1/1.zip', uploadId: 'u-1' };
    const PART = { number: 3, etag: '"tag"', sha256: 'c2hh' };
    const completed = {
      headers: { 'x-amz-version-id': 'v-9' },
      body: '<CompleteMultipartUploadResult><ETag>"all-2"</ETag></CompleteMultipartUploadResult>',
    };

    it('are begun, written, each part bound to its hash, and made one under a key that nothing has', async () => {
      const begun = '<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>';
      const part = { headers: { etag: '"tag"', 'x-amz-checksum-sha256': 'c2hh' } };
      aws.answers({ body: begun }, part, completed);
      expect(await packages().begin('d-1/1.zip')).toBe('u-1');
      expect(await packages().upload(UPLOAD, 3, PACKAGE)).toEqual(PART);
      await packages().complete(UPLOAD, [PART]);
      expect(aws.sent.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
      expect(aws.sent[1]).toMatchObject({
        headers: { 'x-amz-checksum-sha256': digest.copy().digest('base64') },
        body: PACKAGE,
      });
      expect(aws.sent[1]?.query.get('partNumber')).toBe('3');
      expect(aws.sent[2]).toMatchObject({ headers: { 'if-none-match': '*' } });
      expect(String(aws.sent[2]?.body)).toContain('<ChecksumSHA256>c2hh</ChecksumSHA256>');
    });

    it('are no more where S3 knows no such upload', async () => {
      const gone = s3Error(404, 'NoSuchUpload');
      aws.answers(gone, gone);
      const named = { name: 'NoSuchUpload' };
      expect(await thrownBy(packages().complete(UPLOAD, [PART]))).toMatchObject(named);
      expect(await thrownBy(packages().upload(UPLOAD, 3, PACKAGE))).toMatchObject(named);
    });

    const listing = (sha256: string) => ({
      body: `<ListPartsResult><Part><PartNumber>3</PartNumber><ETag>"new"</ETag><ChecksumSHA256>${sha256}</ChecksumSHA256></Part></ListPartsResult>`,
    });

    it('are made one with the tags that they have now, where another run wrote the same bytes', async () => {
      aws.answers(s3Error(400, 'InvalidPart'), listing('c2hh'), completed);
      await packages().complete(UPLOAD, [PART]);
      expect(String(aws.sent[2]?.body)).toMatch(/<ETag>(&quot;|")new/);
    });

    it('are no more where another run wrote other bytes', async () => {
      aws.answers(s3Error(400, 'InvalidPart'), listing('b3RoZXI='));
      const error = await thrownBy(packages().complete(UPLOAD, [PART]));
      expect(error).toMatchObject({ name: 'NoSuchUpload' });
    });

    it('were made one before where the key is taken, and are waited for where that is under way', async () => {
      aws.answers(s3Error(412, 'PreconditionFailed'), s3Error(409, 'ConditionalRequestConflict'));
      await packages().complete(UPLOAD, [PART]);
      expect(await thrownBy(packages().complete(UPLOAD, [PART]))).toMatchObject({ name: 'TransientFault' });
    });

    it('are found and read', async () => {
      aws.answers(
        { headers: { 'x-amz-version-id': 'v-9', 'content-length': '41', etag: '"e"' } },
        { status: 404 },
        { status: 403 },
        { body: 'a package', headers: { 'content-range': 'bytes 3-11/41' } },
      );
      expect(await packages().find('d-1/1.zip')).toEqual({
        key: 'd-1/1.zip',
        versionId: 'v-9',
        size: 41,
        etag: '"e"',
      });
      expect(await packages().find('d-1/2.zip')).toBeUndefined();
      // What may not be seen is not absent.
      await expect(packages().find('d-1/3.zip')).rejects.toMatchObject({
        $metadata: { httpStatusCode: 403 },
      });
      const standing = { key: 'd-1/1.zip', versionId: 'v-9', size: 41, etag: '"e"' };
      const room = Buffer.alloc(9);
      await packages().read(standing, 3, room);
      expect(room.toString()).toBe('a package');
      expect(aws.sent[3]?.headers).toMatchObject({ range: 'bytes=3-11', 'if-match': '"e"' });
    });

    it('are given up, and where that fails the bucket ends them', async () => {
      aws.answers({ status: 204 }, s3Error(403, 'AccessDenied'));
      await packages().giveUp(UPLOAD);
      await packages().giveUp(UPLOAD);
      expect(aws.sent.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
    });
  });
});
