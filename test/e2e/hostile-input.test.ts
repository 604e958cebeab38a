import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { as, given } from '../../examples/client/api-client.ts';
import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import { problemsOf } from '../../functions/shared/route.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const CANARY = 'canary-7f3a9c';

describe('hostile input over HTTP', () => {
  const state = mkdtempSync(join(tmpdir(), 'due-process-e2e-'));
  let test: TestDesk;
  let agent: string;
  /** An authority of this run alone, so that what it filed can be counted. */
  const authority = `e2e-${Date.now().toString(36)}`;
  beforeAll(async () => {
    test = await openTestDesk(state);
    agent = await test.token('agent', 'olga', authority);
  });
  afterAll(async () => {
    await test?.desk.close();
    rmSync(state, { recursive: true, force: true });
  });

  const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`${test.desk.apiUrl}/demands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${agent}`,
        'content-type': 'application/json',
        'idempotency-key': `hostile-${Math.random().toString(36).slice(2)}`,
        ...headers,
      },
      body,
    });
  const listed = async () => {
    const { demands } = await given(test.api.GET('/demands', as(agent)));
    return demands.length;
  };
  const body = (change: object) => JSON.stringify({ ...sampleDemand(), ...change });

  it.each<[string, () => string | Uint8Array, Record<string, string>, number, string]>([
    ['malformed JSON', () => '{"instrument": ', {}, 400, 'malformed_json'],
    ['no body', () => '', {}, 400, 'body_missing'],
    ['an array', () => '[]', {}, 400, 'invalid_body'],
    ['a wrong type', () => body({ targets: CANARY }), {}, 400, 'invalid_body'],
    ['an unknown field', () => body({ status: 'released', note: CANARY }), {}, 400, 'invalid_body'],
    ['an authority of its own choosing', () => body({ authorityId: CANARY }), {}, 400, 'invalid_body'],
    ['an unknown instrument', () => body({ instrument: 'us/canary-7f3a9c' }), {}, 422, 'unknown_instrument'],
    ['no target', () => body({ targets: [] }), {}, 422, 'no_target'],
    ['30 February', () => body({ dates: { issued: '2026-02-30' } }), {}, 400, 'invalid_body'],
    ['the year 9999', () => body({ dates: { issued: '9999-12-31' } }), {}, 400, 'invalid_body'],
    ['the last century', () => body({ dates: { issued: '1971-01-01' } }), {}, 422, 'date_out_of_range'],
    ['ten thousand levels', () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, {}, 400, 'too_deep'],
    [
      'one key twice',
      () => `{"instrument":"${CANARY}","instrument":"us/search-warrant"}`,
      {},
      400,
      'duplicate_key',
    ],
    ['a prototype', () => `{"__proto__":{"role":"${CANARY}"}}`, {}, 400, 'forbidden_key'],
    [
      'a lone surrogate',
      () => body({ reference: 'X' }).replace('"X"', '"\\ud800 canary-7f3a9c"'),
      {},
      400,
      'invalid_body',
    ],
    ['a control character', () => body({ reference: `${CANARY}\u0000` }), {}, 400, 'invalid_body'],
    ['bytes that are not UTF-8', () => new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), {}, 400, ''],
    ['300 KiB', () => body({ reference: 'x'.repeat(300_000) }), {}, 413, 'body_too_large'],
    ['plain text', () => body({}), { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'another charset',
      () => body({}),
      { 'content-type': 'application/json; charset=iso-8859-1' },
      415,
      'unsupported_media_type',
    ],
    ['letters that a conversion lost', () => body({ reference: `${CANARY}\ufffd` }), {}, 400, 'invalid_body'],
    [
      'a joiner between Latin letters',
      () => body({ reference: `${CANARY}\u200dx` }),
      {},
      400,
      'invalid_body',
    ],
    ['a compressed body', () => body({}), { 'content-encoding': 'gzip' }, 415, 'unsupported_encoding'],
    [
      'two hundred and one targets',
      () => body({ targets: Array(201).fill(sampleDemand().targets[0]) }),
      {},
      400,
      'invalid_body',
    ],
    ['no key', () => body({}), { 'idempotency-key': '' }, 400, 'idempotency_key_missing'],
  ])('%s is answered with a problem that says what to do', async (_name, make, headers, status, code) => {
    const before = await listed();
    const response = await post(make(), headers);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = JSON.parse(text);
    expect(problem).toMatchObject({ status, type: expect.any(String), detail: expect.any(String) });
    if (code) expect(problem.code).toBe(code);
    expect(problemsOf(fileDemandRoute)).toContain(problem.code);
    expect(text).not.toContain(CANARY);
    expect(text).not.toMatch(/\.m?[jt]s:\d+|node_modules|Error:/);
    expect(await listed()).toBe(before);
  });

  it.each<[string, (own: string) => Record<string, string>]>([
    ['no token', () => ({})],
    ['something that is no token', () => ({ authorization: `Bearer ${CANARY}` })],
    [
      'a token without a signature',
      (own) => ({ authorization: `Bearer ${own.split('.').slice(0, 2).join('.')}.` }),
    ],
    [
      'a token that says alg none',
      (own) => ({
        authorization: `Bearer ${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${own.split('.')[1]}.x`,
      }),
    ],
    [
      'a token whose claims were altered',
      (own) => {
        const [head, , signature] = own.split('.');
        const claims = { sub: 'mallory', 'cognito:groups': ['releaser'], exp: 4_000_000_000 };
        return {
          authorization: `Bearer ${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`,
        };
      },
    ],
  ])('%s is 401', async (_name, headers) => {
    const response = await fetch(`${test.desk.apiUrl}/demands`, { headers: headers(agent) });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(CANARY);
  });

  it("another authority's demand answers like one that does not exist", async () => {
    const filed = await post(body({}));
    const { id } = (await filed.json()) as { id: string };
    const stranger = await test.token('agent', 'fred', 'us-fbi');
    const options = (demand: string) => ({ ...as(stranger), params: { path: { id: demand } } });
    const there = await test.api.GET('/demands/{id}', options(id));
    const unknown = await test.api.GET('/demands/{id}', options(`d-${'0'.repeat(26)}`));
    expect(there.response.status).toBe(404);
    expect({ ...there.error, instance: '' }).toEqual({ ...unknown.error, instance: '' });
    for (const { response } of [
      await test.api.GET('/demands/{id}/events', options(id)),
      await test.api.GET('/demands/{id}/disclosure', options(id)),
      await test.api.POST('/demands/{id}/withdraw', options(id)),
      await test.api.POST('/demands/{id}/clarify', { ...options(id), body: { demand: {} } }),
    ])
      expect(response.status).toBe(404);
  });

  it('roles are kept apart', async () => {
    const filed = await post(body({}));
    const { id } = (await filed.json()) as { id: string };
    const statusAs = async (role: string, path: string, payload: unknown) => {
      const token = await test.token(role, 'zoe', 'us-usao-ndca');
      const { headers } = as(token);
      const response = await fetch(`${test.desk.apiUrl}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
      return response.status;
    };
    expect(await statusAs('agent', `/demands/${id}/review`, { decision: 'approve' })).toBe(403);
    expect(await statusAs('releaser', `/demands/${id}/review`, { decision: 'approve' })).toBe(403);
    expect(
      await statusAs('reviewer', `/demands/${id}/release`, {
        decision: 'release',
        packageSha256: 'ab'.repeat(32),
      }),
    ).toBe(403);
    expect(await statusAs('reviewer', '/demands', sampleDemand())).toBe(403);
    expect(await statusAs('agent', '/reports/2026-H2/editions', {})).toBe(403);
  });

  it('the same key and body give the same answer, another body none', async () => {
    const key = { 'idempotency-key': 'the-very-same-key-1' };
    const [a, b] = await Promise.all([post(body({}), key), post(body({}), key)]);
    expect([a.status, b.status]).toEqual([202, 202]);
    expect(await a.text()).toBe(await b.text());
    expect((await post(body({ data: ['sessions'] }), key)).status).toBe(422);
  });

  it('says which parameters there are, where one is sent that there is not', async () => {
    const response = await fetch(`${test.desk.apiUrl}/demands?sort=${CANARY}`, as(agent));
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, code: 'unknown_parameter' });
    expect(text).toContain('status, limit, after');
    expect(text).not.toContain(CANARY);
  });

  it('a reader that has the list of reports is not sent it again', async () => {
    const url = `${test.desk.apiUrl}/reports`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('the API describes itself, with its routes where it was asked', async () => {
    const description = await given(test.api.GET('/openapi.json'));
    expect(description).toMatchObject({ openapi: '3.1.0', servers: [{ url: expect.any(String) }] });
    const { servers } = description as unknown as { servers: [{ url: string }] };
    const url = new URL(servers[0].url, test.desk.apiUrl);
    expect((await fetch(`${url.href.replace(/\/$/, '')}/rulebook`)).status).toBe(200);
  });

  it('a document is bound to its bytes', async () => {
    const sha256 = 'ab'.repeat(32);
    const { upload } = await given(
      test.api.POST('/documents', { ...as(agent), body: { sha256, mediaType: 'text/plain', size: 5 } }),
    );
    const wrong = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: 'other' });
    expect(wrong.ok).toBe(false);
    const documents = [{ sha256, mediaType: 'text/plain', title: 'subpoena' }];
    expect((await post(body({ documents }))).status).toBe(422);
  });
});
