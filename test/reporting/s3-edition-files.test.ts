import { S3Client } from '@aws-sdk/client-s3';
import { s3EditionFiles } from '../../functions/reporting/s3-edition-files.ts';
import { type Answer, type AwsEndpoint, type Sent, s3Error, startAwsEndpoint } from '../kit/aws-endpoint.ts';

/** Answers like a bucket: keeps what was put, refuses to replace it, and refuses one key for other reasons. */
function bucket(): (sent: Sent) => Answer {
  const objects = new Map<string, Buffer>();
  return ({ method, path: key, headers, body }) => {
    if (key.endsWith('denied')) return s3Error(403, 'AccessDenied');
    if (key.endsWith('busy')) return s3Error(409, 'ConditionalRequestConflict');
    if (method === 'GET') {
      const kept = objects.get(key);
      return kept ? { body: kept } : s3Error(404, 'NoSuchKey');
    }
    if (headers['if-none-match'] !== '*') return s3Error(400, 'InvalidRequest');
    if (objects.has(key)) return s3Error(412, 'PreconditionFailed');
    objects.set(key, body);
    return {};
  };
}

describe('the files of editions in a bucket', () => {
  let aws: AwsEndpoint;
  let client: S3Client;
  const files = () => s3EditionFiles(client, 'published');
  const file = (key: string, body = 'period\r\n') => ({ key, body, contentType: 'text/csv' });

  beforeAll(async () => {
    aws = await startAwsEndpoint(bucket());
    client = new S3Client({
      ...aws.client,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
  });
  afterAll(async () => {
    client.destroy();
    await aws.stop();
  });

  test('are written once', async () => {
    expect(await files().create(file('a.csv', 'first'))).toBe('created');
    expect(await files().create(file('a.csv', 'second'))).toBe('exists');
    expect(await files().read('a.csv')).toBe('first');
  });

  test('are written with their type, into the bucket that was named', async () => {
    await files().create(file('2026/typed.csv'));
    expect(aws.sent.at(-1)).toMatchObject({
      method: 'PUT',
      path: '/published/2026/typed.csv',
      headers: { 'content-type': 'text/csv' },
    });
  });

  test('exist too when another writer is at work on them', async () => {
    expect(await files().create(file('busy'))).toBe('exists');
  });

  test('are undefined where there is none', async () => {
    expect(await files().read('b.csv')).toBeUndefined();
  });

  test('are not mistaken for existing when they may not be written', async () => {
    await expect(files().create(file('denied'))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(files().read('denied')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
