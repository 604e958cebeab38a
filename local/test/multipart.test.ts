import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AwsCall, AwsReply } from '../aws/call.ts';
import { type ObjectStore, openObjectStore } from '../aws/s3/s3.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { Meter } from '../meter.ts';
import { modelStacks } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const parent = mkdtempSync(join(tmpdir(), 'laptop-multipart-'));
afterAll(() => rmSync(parent, { recursive: true }));
const stack = modelStacks({
  stacks: [{ name: 'Demo', template: parseTemplate({ Resources: { Kept: KEPT() } }) }],
  parameters: {},
  endpoint: 'http://127.0.0.1:1',
});
function KEPT() {
  return { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } };
}
const BUCKET = stack.resource('Kept').ref;
const MB = 1024 * 1024;

let store: ObjectStore;
let folder: string;
const asked: { action: string; context: Record<string, unknown> }[] = [];
const authorizer = {
  require: (
    _principal: unknown,
    { action, context }: { action: string; context: Record<string, unknown> },
  ) => {
    asked.push({ action, context });
  },
} as unknown as Authorizer;

beforeEach(async () => {
  folder = mkdtempSync(join(parent, 'store-'));
  asked.length = 0;
  store = await openObjectStore({ stack, folder, authorizer, meter: new Meter(), tell: async () => {} });
});
afterEach(() => store.close());

type Asked = { query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer };
const ask = async (method: string, { query = {}, headers = {}, body = Buffer.alloc(0) }: Asked = {}) =>
  store.service({
    method,
    path: `/${BUCKET}/large`,
    query: new URLSearchParams(query),
    headers,
    body,
    principal: {} as AwsCall['principal'],
  });

const begin = async (): Promise<string> => {
  const { body } = await ask('POST', { query: { uploads: '' }, headers: { 'x-amz-meta-of': 'a test' } });
  return /<UploadId>([^<]+)</.exec(String(body))?.[1] ?? '';
};
const send = async (uploadId: string, partNumber: number, body: Buffer) =>
  ask('PUT', { query: { partNumber: String(partNumber), uploadId }, body });
const part = (number: number, body: Buffer): string =>
  `<Part><PartNumber>${number}</PartNumber><ETag>&quot;${createHash('md5').update(body).digest('hex')}&quot;</ETag></Part>`;
const complete = (uploadId: string, parts: string[], headers = {}) =>
  ask('POST', {
    query: { uploadId },
    headers,
    body: Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`),
  });
const read = async (): Promise<string> =>
  text((await ask('GET')).body as NonNullable<AwsReply['body']> & AsyncIterable<Uint8Array>);
const files = () => readdirSync(join(folder, BUCKET, 'data'));

const [A, B] = [Buffer.alloc(5 * MB, 'a'), Buffer.from('the end')];

test('parts become one object, in the order of their numbers and not of their arrival', async () => {
  const id = await begin();
  await send(id, 2, B);
  await send(id, 1, A);
  await expect(ask('GET')).rejects.toMatchObject({ code: 'NoSuchKey' });
  const { headers } = await complete(id, [part(1, A), part(2, B)]);
  expect(headers['x-amz-version-id']).toMatch(/./);
  expect(await read()).toBe(`${A}${B}`);
  const { headers: head } = await ask('HEAD');
  expect(head).toMatchObject({ 'x-amz-meta-of': 'a test', etag: expect.stringMatching(/-2"$/) });
  const range = { headers: { range: `bytes=${A.length - 2}-${A.length + 2}` } };
  const some = (await ask('GET', range)).body as NonNullable<AwsReply['body']> & AsyncIterable<Uint8Array>;
  expect(await text(some)).toBe('aathe');
});

test('a part that is sent again is the one that counts', async () => {
  const id = await begin();
  await send(id, 1, Buffer.from('first'));
  await send(id, 1, B);
  await expect(complete(id, [part(1, Buffer.from('first'))])).rejects.toMatchObject({ code: 'InvalidPart' });
  await complete(id, [part(1, B)]);
  expect(await read()).toBe('the end');
  expect(files()).toHaveLength(1);
});

test('an object that is there stays, where one was to be created', async () => {
  await ask('PUT', { body: Buffer.from('before') });
  const id = await begin();
  await send(id, 1, B);
  await expect(complete(id, [part(1, B)], { 'if-none-match': '*' })).rejects.toMatchObject({
    code: 'PreconditionFailed',
  });
  expect(await read()).toBe('before');
  await ask('DELETE', { query: { uploadId: id } });
  expect(files()).toHaveLength(1);
  await expect(complete(id, [part(1, B)])).rejects.toMatchObject({ code: 'NoSuchUpload' });
});

test.each([
  ['no part', [] as string[], 'MalformedXML'],
  ['parts in another order', [part(4, A), part(2, B)], 'InvalidPartOrder'],
  ['a part that never came', [part(1, A), part(3, B)], 'InvalidPart'],
  ['a short part in the middle', [part(2, B), part(4, A)], 'EntityTooSmall'],
])('%s makes no object', async (_name, parts, code) => {
  const id = await begin();
  await send(id, 1, A);
  await send(id, 2, B);
  await send(id, 4, A);
  await expect(complete(id, parts)).rejects.toMatchObject({ code });
  await expect(ask('GET')).rejects.toMatchObject({ code: 'NoSuchKey' });
});

test('only what completes an upload is asked whether it creates', async () => {
  const id = await begin();
  await send(id, 1, B);
  await complete(id, [part(1, B)], { 'if-none-match': '*' });
  const puts = asked.filter(({ action }) => action === 's3:PutObject');
  expect(puts.map(({ context }) => context)).toEqual([
    { 's3:objectcreationoperation': ['false'] },
    { 's3:objectcreationoperation': ['false'] },
    { 's3:objectcreationoperation': ['true'], 's3:if-none-match': ['*'] },
  ]);
});

const reopen = async () => {
  await store.close();
  store = await openObjectStore({ stack, folder, authorizer, meter: new Meter(), tell: async () => {} });
};

test('an upload goes on after a stop, and what it made stays', async () => {
  const id = await begin();
  await send(id, 1, A);
  await reopen();
  await send(id, 2, B);
  await send(id, 3, Buffer.from('that nobody names'));
  await reopen();
  await complete(id, [part(1, A), part(2, B)]);
  expect(files()).toHaveLength(2);
  await reopen();
  expect(await read()).toBe(`${A}${B}`);
  await expect(send(id, 1, A)).rejects.toMatchObject({ code: 'NoSuchUpload' });
  expect(files()).toHaveLength(2);
});

test('a stop between what was made and its telling loses neither', async () => {
  const id = await begin();
  await send(id, 1, B);
  const journal = join(folder, BUCKET, 'uploads.jsonl');
  const before = readFileSync(journal);
  await complete(id, [part(1, B)]);
  await store.close();
  writeFileSync(journal, before);
  await reopen();
  expect(await read()).toBe('the end');
  await expect(ask('DELETE', { query: { uploadId: id } })).rejects.toMatchObject({ code: 'NoSuchUpload' });
  expect(await read()).toBe('the end');
});

test('a part that comes while its object is made takes nothing from it', async () => {
  for (let time = 0; time < 10; time += 1) {
    const id = await begin();
    await send(id, 1, B);
    const [made, late] = await Promise.allSettled([complete(id, [part(1, B)]), send(id, 1, B)]);
    expect(made.status).toBe('fulfilled');
    if (late.status === 'rejected') expect(late.reason).toMatchObject({ code: 'NoSuchUpload' });
    expect(await read()).toBe('the end');
  }
});
