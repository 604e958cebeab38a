import { createServer, type Server } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { s3EditionFiles } from '../../functions/reporting/s3-edition-files.ts';

/** Answers like a bucket: keeps what was put, refuses to replace it, and refuses one key for other reasons. */
function bucket(): Server {
  const objects = new Map<string, Buffer>();
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const key = new URL(request.url ?? '/', 'http://bucket').pathname;
      const answer = (status: number, code = '') => {
        response.writeHead(status, { 'content-type': 'application/xml' });
        response.end(code ? `<Error><Code>${code}</Code></Error>` : undefined);
      };
      if (key.endsWith('denied')) return answer(403, 'AccessDenied');
      if (key.endsWith('busy')) return answer(409, 'ConditionalRequestConflict');
      if (request.method === 'GET') {
        const body = objects.get(key);
        return body ? response.writeHead(200).end(body) : answer(404, 'NoSuchKey');
      }
      if (request.headers['if-none-match'] !== '*') return answer(400, 'InvalidRequest');
      if (objects.has(key)) return answer(412, 'PreconditionFailed');
      objects.set(key, Buffer.concat(chunks));
      return answer(200);
    });
  });
}

describe('the files of editions in a bucket', () => {
  const server = bucket();
  let client: S3Client;
  const files = () => s3EditionFiles(client, 'published');
  const file = (key: string, body = 'period\r\n') => ({ key, body, contentType: 'text/csv' });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    client = new S3Client({
      endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
  });
  afterAll(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test('are written once', async () => {
    expect(await files().create(file('a.csv', 'first'))).toBe('created');
    expect(await files().create(file('a.csv', 'second'))).toBe('exists');
    expect(await files().read('a.csv')).toBe('first');
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
