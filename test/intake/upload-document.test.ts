import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import {
  MAX_DOCUMENT_BYTES,
  MEDIA_TYPES,
  uploadDocumentRoute,
} from '../../functions/intake/upload-document.route.ts';
import { dynamoLimitStore } from '../../functions/ledger/dynamodb-limit.store.ts';
import { DocumentReference } from '../../functions/shared/demand.schema.ts';
import { answerOf } from '../kit/answers.ts';
import { type Asked, ask } from '../kit/api-events.ts';
import { someAuthority } from '../kit/authorities.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

const SHA256 = 'ab'.repeat(32);
const document = { sha256: SHA256, mediaType: 'application/pdf', size: 12 };

describe('POST /documents', () => {
  let handler: (...given: never[]) => unknown;
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
    const table = await engine.createTable(AUTHORITIES_TABLE_KEYS);
    const suspended = { is: 'suspended', from: '2026-01-01T00:00:00Z' } as const;
    for (const Item of [
      someAuthority(),
      someAuthority({ id: 'us-fbi' }),
      someAuthority({ id: 'us-dea', status: suspended }),
    ])
      await engine.documents.send(new PutCommand({ TableName: table, Item }));
    Object.assign(process.env, {
      AUTHORITIES_TABLE: table,
      DOCUMENTS_BUCKET: 'documents',
      WORK_TABLE: await engine.createPlainTable(),
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      // Signing asks nobody; should it, nobody is there.
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    ({ handler } = await import('../../functions/intake/upload-document.handler.ts'));
  });
  afterAll(() => engine.stop());
  const AGENT: Asked = { roles: 'agent', authorityId: 'us-usao-ndca' };
  const upload = (body: object = document, by = AGENT) =>
    ask(handler, uploadDocumentRoute, { ...by, body: JSON.stringify(body) });

  it('answers with a place under the authority of the token', async () => {
    const { status, json } = await upload();
    expect(status).toBe(201);
    expect(answerOf(uploadDocumentRoute, json(), 201)).toMatchObject({
      sha256: SHA256,
      upload: { method: 'PUT', headers: { 'content-type': 'application/pdf' } },
    });
    expect(new URL(json().upload.url).pathname).toBe(`/documents/us-usao-ndca/${SHA256}`);
  });

  it('keeps the places of two authorities apart', async () => {
    const { json } = await upload(document, { ...AGENT, authorityId: 'us-fbi' });
    expect(new URL(json().upload.url).pathname).toBe(`/documents/us-fbi/${SHA256}`);
  });

  it.each<[string, Asked, string]>([
    ['nobody', {}, '401 token_missing'],
    ['a reviewer', { ...AGENT, roles: 'reviewer,releaser,auditor' }, '403 role_required'],
    ['an agent of no authority', { roles: 'agent' }, '403 authority_required'],
    ['an agent of one that is suspended', { ...AGENT, authorityId: 'us-dea' }, '403 authority_suspended'],
    ['an agent of one that nobody knows', { ...AGENT, authorityId: 'us-none' }, '403 authority_not_enrolled'],
  ])('gives none to %s', async (_who, by, code) => {
    const { json } = await upload(document, by);
    expect(`${json().status} ${json().code}`).toBe(code);
  });

  it.each<[string, object, string]>([
    ['no hash', { sha256: undefined }, '/sha256'],
    ['a hash in capitals', { sha256: 'AB'.repeat(32) }, '/sha256'],
    ['a path for a hash', { sha256: `../us-fbi/${SHA256}` }, '/sha256'],
    ['a type that we do not take', { mediaType: 'text/html' }, '/mediaType'],
    ['nothing in it', { size: 0 }, '/size'],
    ['too much in it', { size: MAX_DOCUMENT_BYTES + 1 }, '/size'],
    ['half a byte', { size: 1.5 }, '/size'],
    ['a place of its own choice', { authorityId: 'us-fbi' }, ''],
  ])('gives none to a document with %s', async (_what, change, pointer) => {
    const { json } = await upload({ ...document, ...change });
    expect(json()).toMatchObject({ status: 400, code: 'invalid_body', faults: [{ pointer }] });
  });

  it.each(MEDIA_TYPES)('takes %s, which a demand may name', async (mediaType) => {
    expect((await upload({ ...document, mediaType })).status).toBe(201);
    expect((await upload({ ...document, mediaType, size: MAX_DOCUMENT_BYTES })).status).toBe(201);
    expect((await upload({ ...document, mediaType, size: MAX_DOCUMENT_BYTES + 1 })).status).toBe(400);
    expect(DocumentReference.safeParse({ sha256: SHA256, mediaType, title: 'Order' }).success).toBe(true);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/zip',
    'application/xhtml+xml',
    'text/xml; charset=utf-8',
  ])('takes no %s', async (mediaType) => {
    expect((await upload({ ...document, mediaType })).json()).toMatchObject({ code: 'invalid_body' });
  });

  it('asks who uploaded too often to wait, and nobody else', async () => {
    const [{ burst, perHour }] = uploadDocumentRoute.limits.calls;
    const busy: Asked = { ...AGENT, subject: 'busy', authorityId: 'us-fbi' };
    const whose = { what: 'POST /documents#calls', who: 'person busy', burst: 1, everyMs: 1 };
    // As if the whole bucket had been taken, and a minute of what comes back.
    const ahead = () => new Date(Date.now() + (burst * 3_600_000) / perHour + 60_000);
    await dynamoLimitStore(engine.documents, String(process.env.WORK_TABLE), ahead).take(whose);
    const { status, headers, json } = await upload(document, busy);
    expect([status, json().code]).toEqual([429, 'too_many_requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(30);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(63);
    expect((await upload(document, { ...busy, subject: 'calm' })).status).toBe(201);
  });

  it('takes the largest that it takes', async () => {
    expect((await upload({ ...document, size: MAX_DOCUMENT_BYTES })).status).toBe(201);
  });
});
