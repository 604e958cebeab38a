import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoVerdictStore } from '../../functions/intake/dynamodb-verdict.store.ts';
import { lambdaScanner } from '../../functions/intake/lambda-scanner.ts';
import { s3DocumentLink } from '../../functions/intake/s3-document-link.ts';
import { scanBatch } from '../../functions/intake/scan-batch.ts';
import { ObjectCreated, type ScanRequest, scanDocument } from '../../functions/intake/scan-document.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

const AT = '2026-11-23T09:00:00.000Z';
let uploads = 0;
const anUpload = () => {
  uploads += 1;
  const document = { authorityId: 'us-fbi', sha256: String(uploads).padStart(64, '0'), versionId: 'v1' };
  const object = { key: `us-fbi/${document.sha256}`, 'version-id': 'v1', size: 9 };
  return { document, event: ObjectCreated.parse({ detail: { object } }) };
};

describe('scanning a document', () => {
  let engine: Engine;
  let aws: AwsEndpoint;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createPlainTable();
    aws = await startAwsEndpoint();
  });
  afterAll(async () => {
    await engine.stop();
    await aws.stop();
  });

  const arrange = () => {
    const verdicts = dynamoVerdictStore(engine.documents, table);
    const asked: ScanRequest[] = [];
    const scan = (answer: () => Promise<{ verdict: 'clean' | 'suspicious' }>) => ({
      verdicts,
      clock: () => new Date(AT),
      link: async () => ({ url: 'https://s3.example/x', expiresIn: 300, bucket: 'b', key: 'k' }),
      scanner: {
        scan: async (request: ScanRequest) => {
          asked.push(request);
          return answer();
        },
      },
    });
    return { verdicts, asked, scan };
  };
  const says = (verdict: 'clean' | 'suspicious') => async () => ({ verdict });
  const fails = () => Promise.reject(new Error('no scanner today'));

  it('says of what was never scanned just that', async () => {
    const { verdicts } = arrange();
    const { document } = anUpload();
    expect(await verdicts.of(document)).toBe('unscanned');
  });

  it.each(['clean', 'suspicious'] as const)('keeps %s, for this version alone', async (verdict) => {
    const { verdicts, asked, scan } = arrange();
    const { document, event } = anUpload();
    await scanDocument(event, scan(says(verdict)));
    expect(asked).toMatchObject([{ sha256: document.sha256, versionId: 'v1', size: 9, expiresIn: 300 }]);
    expect(await verdicts.of(document)).toBe(verdict);
    expect(await verdicts.of({ ...document, versionId: 'v2' })).toBe('unscanned');
    expect(await verdicts.of({ ...document, authorityId: 'us-usss' })).toBe('unscanned');
  });

  it('keeps that a scanner failed, is tried again, and then says what it said', async () => {
    const { verdicts, scan } = arrange();
    const { document, event } = anUpload();
    await expect(scanDocument(event, scan(fails))).rejects.toThrow('no scanner today');
    expect(await verdicts.of(document)).toBe('failed');
    await scanDocument(event, scan(says('clean')));
    expect(await verdicts.of(document)).toBe('clean');
  });

  it('takes back nothing that a scanner said, because it fails the next time', async () => {
    const { verdicts, scan } = arrange();
    const { document, event } = anUpload();
    await scanDocument(event, scan(says('suspicious')));
    await expect(scanDocument(event, scan(fails))).rejects.toThrow();
    expect(await verdicts.of(document)).toBe('suspicious');
  });

  it('is brought again by itself where it failed, whatever came with it', async () => {
    const { verdicts, scan } = arrange();
    const [good, bad] = [anUpload(), anUpload()];
    const messages = [good, bad].map(({ event }, index) => ({
      messageId: `m-${index}`,
      body: JSON.stringify(event),
    }));
    const deps = scan(says('clean'));
    const away = {
      ...deps,
      verdicts: {
        ...verdicts,
        keep: (...kept: Parameters<typeof verdicts.keep>) =>
          kept[0].sha256 === bad.document.sha256
            ? Promise.reject(new Error('the table is away'))
            : verdicts.keep(...kept),
      },
    };
    const odd = { messageId: 'm-2', body: 'no event' };
    expect(await scanBatch({ Records: [...messages, odd] }, away)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
    });
    expect(await verdicts.of(good.document)).toBe('clean');
    expect(await verdicts.of(bad.document)).toBe('unscanned');
    expect(await scanBatch({ Records: messages.slice(1) }, deps)).toEqual({ batchItemFailures: [] });
    expect(await verdicts.of(bad.document)).toBe('clean');
  });

  it.each(['../x', 'us-fbi/short', `us-fbi/${'0'.repeat(64)}/more`, 'US/x'])(
    'knows no document called %s',
    (key) => {
      const object = { key, 'version-id': 'v1', size: 1 };
      expect(ObjectCreated.safeParse({ detail: { object } }).success).toBe(false);
    },
  );

  describe('by a function of the provider', () => {
    const request = { url: 'u', expiresIn: 1, bucket: 'b', key: 'k', versionId: 'v', sha256: 's', size: 1 };
    const scanner = () =>
      lambdaScanner(new LambdaClient(aws.client), 'arn:aws:lambda:us-east-1:1:function:scan');

    it('gets the request as it is, and its verdict is taken', async () => {
      aws.answers({ body: Buffer.from('{"verdict":"suspicious","by":"more"}') });
      expect(await scanner().scan(request)).toMatchObject({ verdict: 'suspicious' });
      expect(JSON.parse(aws.sent[0]?.body.toString() ?? '')).toEqual(request);
    });

    it.each(['', 'null', '{}', '{"verdict":"unscanned"}', '{"verdict":"CLEAN"}', '"clean"', 'clean'])(
      'fails with an answer like %s',
      async (body) => {
        aws.answers({ body: Buffer.from(body) });
        await expect(scanner().scan(request)).rejects.toMatchObject({ name: 'ScannerFailed' });
      },
    );

    it('fails with an error, whatever else it says', async () => {
      aws.answers({
        headers: { 'x-amz-function-error': 'Unhandled' },
        body: Buffer.from('{"verdict":"clean"}'),
      });
      await expect(scanner().scan(request)).rejects.toMatchObject({ name: 'ScannerFailed' });
    });
  });

  it('gives a link to one version, for five minutes', async () => {
    const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    const link = await s3DocumentLink(
      s3,
      'documents',
    )({ authorityId: 'us-fbi', sha256: 'ab', versionId: 'v9' });
    const url = new URL(link.url);
    expect(url.pathname).toBe('/documents/us-fbi/ab');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ versionId: 'v9', 'X-Amz-Expires': '300' });
    expect(link).toMatchObject({ expiresIn: 300, bucket: 'documents', key: 'us-fbi/ab' });
  });
});
