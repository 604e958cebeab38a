import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { PART_BYTES, uploadInParts } from '../../functions/shared/s3-multipart-upload.ts';
import { type AwsEndpoint, type Sent, s3Error, startAwsEndpoint, thrownBy } from '../kit/aws-endpoint.ts';

const TARGET = { Bucket: 'packages', Key: 'large.zip', ContentType: 'application/zip' };
const CHUNK = 1024 * 1024 + 1;

/** As many bytes as asked for, each unlike its neighbours, in chunks that no part ends with. */
async function* bytesOf(size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < size; start += CHUNK)
    yield Buffer.alloc(Math.min(CHUNK, size - start), `from byte ${start} on; `);
}

async function wholeOf(size: number): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of bytesOf(size)) all.push(chunk);
  return Buffer.concat(all);
}

const numberOf = ({ query }: Sent) => Number(query.get('partNumber'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

describe('a large object', () => {
  let aws: AwsEndpoint;
  let s3: S3Client;
  const upload = (size: number) => uploadInParts(s3, TARGET, bytesOf(size));
  const begun = {
    body: '<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>',
  };
  const part = { headers: { etag: '"tag"', 'x-amz-checksum-sha256': 'c2hh' } };
  const completed = {
    headers: { 'x-amz-version-id': 'v-9' },
    body: '<CompleteMultipartUploadResult><ETag>"all-2"</ETag></CompleteMultipartUploadResult>',
  };

  beforeAll(async () => {
    aws = await startAwsEndpoint();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(async () => {
    s3.destroy();
    await aws.stop();
  });

  it.each([
    ['and a bit', PART_BYTES + 7, [PART_BYTES, 7]],
    ['and no more', 2 * PART_BYTES, [PART_BYTES, PART_BYTES]],
  ])('is written in parts of one size %s, each bound to its hash', async (_name, size, sizes) => {
    aws.answers(begun, ...sizes.map(() => part), completed);
    expect(await upload(size)).toBe('v-9');
    const parts = aws.sent.filter(({ method }) => method === 'PUT');
    const inOrder = [...parts].sort((a, b) => numberOf(a) - numberOf(b));
    expect(inOrder.map(numberOf)).toEqual(sizes.map((_, index) => index + 1));
    const whole = await wholeOf(size);
    const pieces = sizes.map((length, index) =>
      whole.subarray(index * PART_BYTES, index * PART_BYTES + length),
    );
    expect(inOrder.map(({ headers }) => headers['x-amz-checksum-sha256'])).toEqual(pieces.map(sha256));
    expect(inOrder.map(({ body }) => sha256(body))).toEqual(pieces.map(sha256));
    const last = aws.sent.at(-1);
    expect(last).toMatchObject({ method: 'POST', headers: { 'if-none-match': '*' } });
    expect(String(last?.body)).toContain('<ChecksumSHA256>c2hh</ChecksumSHA256>');
  });

  it('is taken back where a part fails, and fails under the name that S3 gave', async () => {
    aws.answers(begun, s3Error(403, 'AccessDenied'), {});
    const error = await thrownBy(upload(PART_BYTES - 1));
    expect(error).toMatchObject({ name: 'AccessDenied' });
    expect(aws.sent.map(({ method }) => method)).toEqual(['POST', 'PUT', 'DELETE']);
  });

  it('is taken back where its key is taken', async () => {
    aws.answers(begun, part, s3Error(412, 'PreconditionFailed'), {});
    expect(await thrownBy(upload(5))).toMatchObject({ name: 'PreconditionFailed' });
    expect(aws.sent.at(-1)?.method).toBe('DELETE');
  });

  it('is taken back where its bytes end in a fault, before which nothing more is sent', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(10);
      throw new Error('the disk is gone');
    }
    aws.answers(begun, {});
    expect(await thrownBy(uploadInParts(s3, TARGET, broken()))).toMatchObject({
      message: 'the disk is gone',
    });
    expect(aws.sent.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  });
});
