import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { s3ObjectReader, s3ObjectWriter } from '../../functions/retrieval/s3-object-store.ts';
import { spool } from '../../functions/retrieval/spool.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import { type AwsEndpoint, s3Error, startAwsEndpoint, thrownBy } from '../kit/aws-endpoint.ts';

const RECORDS = Buffer.from('{"a":1}\n{"a":2}\n');

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

describe('objects in a bucket', () => {
  let aws: AwsEndpoint;
  let s3: S3Client;
  const objects = () => ({ ...s3ObjectReader(s3, 'harvest'), ...s3ObjectWriter(s3, 'harvest') });
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(async () => {
    s3.destroy();
    await aws.stop();
  });

  it.each([
    ['memory', undefined, Uint8Array],
    ['a file', 4, Readable],
  ])('are written whole from %s, bound to their hash', async (_where, limit, kind) => {
    const content = await spool(chunksOf(RECORDS), limit);
    const body = content.open();
    expect(body).toBeInstanceOf(kind);
    if (body instanceof Readable) body.destroy();
    aws.answers({});
    await objects().create('d-1/1/0.jsonl', content, 'application/jsonl');
    await content.discard();
    expect(aws.sent).toHaveLength(1);
    expect(aws.sent[0]).toMatchObject({
      method: 'PUT',
      path: '/harvest/d-1/1/0.jsonl',
      headers: {
        'content-type': 'application/jsonl',
        'content-length': String(RECORDS.length),
        'x-amz-checksum-sha256': createHash('sha256').update(RECORDS).digest('base64'),
      },
      body: RECORDS,
    });
    expect(aws.sent[0]?.headers).toHaveProperty('if-none-match', '*');
  });

  it('that are there stay as they are, and need not be written again', async () => {
    aws.answers(s3Error(412, 'PreconditionFailed'));
    const content = await spool(chunksOf(RECORDS));
    await expect(objects().create('k', content, 'text/plain')).resolves.toBeUndefined();
  });

  it('that two write at once are written by another try', async () => {
    aws.answers(s3Error(409, 'ConditionalRequestConflict'));
    const content = await spool(chunksOf(RECORDS));
    const error = await thrownBy(objects().create('k', content, 'text/plain'));
    expect(error).toMatchObject({ name: 'TransientFault' });
  });

  it('are read by key, as they come', async () => {
    aws.answers({ body: RECORDS });
    const chunks: Uint8Array[] = [];
    for await (const chunk of await objects().read('d-1/1/0.jsonl')) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(RECORDS);
    expect(aws.sent[0]).toMatchObject({ method: 'GET', path: '/harvest/d-1/1/0.jsonl' });
  });

  it.each([
    [404, 'NoSuchKey', false],
    [403, 'AccessDenied', false],
    [503, 'SlowDown', true],
    [500, 'InternalError', true],
    [400, 'RequestTimeout', true],
  ])('that cannot be had are a fault, never nothing: %s %s', async (status, code, passes) => {
    aws.answers(s3Error(status, code), s3Error(status, code));
    const content = await spool(chunksOf(RECORDS));
    for (const attempt of [objects().read('k'), objects().create('k', content, 'text/plain')]) {
      const error = await thrownBy(attempt);
      expect(error).toMatchObject({ name: code });
      expect(isPassing(error)).toBe(passes);
    }
  });
});
