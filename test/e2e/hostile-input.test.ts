import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { as, given } from '../../examples/client/api-client.ts';
import { seedProvider } from '../../examples/demo/seed-provider.ts';
import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import { problemsOf } from '../../functions/shared/route.ts';
import { readPng } from '../kit/images.ts';
import { pdfOf, streamOf } from '../kit/pdf.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const CANARY = 'canary-7f3a9c';

describe('hostile input over HTTP', () => {
  const state = mkdtempSync(join(tmpdir(), 'due-process-e2e-'));
  let test: TestDesk;
  let agent: string;
  beforeAll(async () => {
    test = await openTestDesk(state);
    await seedProvider(test.desk);
    agent = await test.token('agent', 'olga', 'us-usao-ndca');
  });
  afterAll(async () => {
    await test?.desk.close();
    rmSync(state, { recursive: true, force: true });
  });

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
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

  const type = (value: string) => ({ 'content-type': value });
  const email = (value: string) => body({ targets: [{ type: 'email', value }] });
  const period = (from: string, to: string) => body({ period: { from, to } });
  const inTwoDays = () => new Date(Date.now() + 2 * 86_400_000).toISOString();
  const utf16 = (text: string) => new Uint8Array([...Buffer.from(text, 'utf16le')]);
  const brokenText = (text: string) => {
    const [before = '', after = ''] = text.split(CANARY);
    return new Uint8Array([...Buffer.from(before + CANARY), 0xc3, 0x28, ...Buffer.from(after)]);
  };
  const withNumber = (number: string) =>
    body({ durationDays: 30 }).replace('"durationDays":30', `"durationDays":${number}`);

  it.each<[string, () => string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
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
    [
      'bytes that are not UTF-8 in a text',
      () => brokenText(body({ reference: CANARY })),
      {},
      400,
      'invalid_body',
    ],
    [
      'UTF-16 that says so',
      () => utf16(body({})),
      type('application/json; charset=utf-16'),
      415,
      'unsupported_media_type',
    ],
    ['UTF-16 that does not', () => utf16(body({})), {}, 400, 'malformed_json'],
    ['a byte order mark', () => `\ufeff${body({})}`, {}, 400, 'not_utf8'],
    [
      'two charsets',
      () => body({}),
      type('application/json; charset=utf-8; charset=utf-16'),
      415,
      'unsupported_media_type',
    ],
    ['no media type', () => body({}), type(''), 415, 'unsupported_media_type'],
    ['a zero with a sign', () => withNumber('-0'), {}, 400, 'number_out_of_range'],
    ['a number beyond a double', () => withNumber('1e400'), {}, 400, 'number_out_of_range'],
    ['a number that becomes zero', () => withNumber('1e-400'), {}, 400, 'number_out_of_range'],
    ['a number that becomes another', () => withNumber('9007199254740993'), {}, 400, 'number_out_of_range'],
    ['a number that is none', () => withNumber('NaN'), {}, 400, 'malformed_json'],
    ['a number with a sliver', () => withNumber('30.00000000000000000001'), {}, 400, 'number_out_of_range'],
    [
      'a zone beyond the last',
      () => body({ dates: { issued: '2026-11-16T09:00:00+14:30' } }),
      {},
      400,
      'invalid_body',
    ],
    [
      'no zone, by its sign',
      () => body({ dates: { issued: '2026-11-16T09:00:00-00:00' } }),
      {},
      400,
      'invalid_body',
    ],
    ['a year with six digits', () => body({ dates: { issued: '+275760-09-13' } }), {}, 400, 'invalid_body'],
    ['the year 1', () => body({ dates: { issued: '0001-01-01' } }), {}, 400, 'invalid_body'],
    ['a paper that is to come', () => body({ dates: { issued: inTwoDays() } }), {}, 422, 'date_in_future'],
    ['a period that ends before it begins', () => period('2026-02-01', '2026-01-01'), {}, 422, 'empty_range'],
    [
      'a period of no time',
      () => period('2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      {},
      422,
      'empty_range',
    ],
    ['every address', () => email('*'), {}, 422, 'overbroad_identifier'],
    ['a pattern', () => email('%'), {}, 422, 'overbroad_identifier'],
    ['another pattern', () => email('.*'), {}, 422, 'overbroad_identifier'],
    ['a domain', () => email('@example.com'), {}, 422, 'overbroad_identifier'],
    ['all of a domain', () => email('*@example.com'), {}, 422, 'overbroad_identifier'],
    ['no address', () => email(''), {}, 422, ''],
    ['an address in two scripts', () => email(`\u0430${CANARY}@example.com`), {}, 422, ''],
    ['text that turns around', () => body({ reference: `${CANARY}\u202e` }), {}, 400, 'invalid_body'],
    ['an escape of a terminal', () => body({ reference: `${CANARY}\u001b[31m` }), {}, 400, 'invalid_body'],
    ['a constructor', () => `{"constructor":{"prototype":{"role":"${CANARY}"}}}`, {}, 400, 'forbidden_key'],
    [
      'an instrument in other letters',
      () => body({ instrument: 'US/Search-Warrant' }),
      {},
      400,
      'invalid_body',
    ],
    ['a hundred thousand targets', () => `{"targets":[${'1,'.repeat(99_999)}1]}`, {}, 400, 'invalid_body'],
    ['a key too short', () => body({}), { 'idempotency-key': 'canary' }, 400, 'idempotency_key_missing'],
    [
      'a key with a space',
      () => body({}),
      { 'idempotency-key': `${CANARY} x` },
      400,
      'idempotency_key_missing',
    ],
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
      await test.api.POST('/demands/{id}/disclosure', options(id)),
      await test.api.POST('/demands/{id}/receipt', { ...options(id), body: { sha256: '0'.repeat(64) } }),
      await test.api.POST('/demands/{id}/withdraw', options(id)),
      await test.api.POST('/demands/{id}/clarify', { ...options(id), body: { demand: {} } }),
    ])
      expect(response.status).toBe(404);
  });

  it('a paper that would run is seen as a picture by those who decide, and by nobody else', async () => {
    const paper = pdfOf([
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
      streamOf('100 100 200 200 re f'),
    ]);
    const sha256 = createHash('sha256').update(paper).digest('hex');
    const kind = { sha256, mediaType: 'application/pdf' } as const;
    const { upload } = await given(
      test.api.POST('/documents', { ...as(agent), body: { ...kind, size: paper.length } }),
    );
    await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(paper) });
    const filed = await post(body({ documents: [{ ...kind, title: 'Order' }] }));
    const { id } = (await filed.json()) as { id: string };
    const look = async (role: string, name: string, authority?: string) =>
      fetch(`${test.desk.apiUrl}/demands/${id}/papers/${sha256}`, {
        headers: {
          authorization: `Bearer ${await test.token(role, name, authority)}`,
          accept: 'image/png',
        },
      });
    let seen = await look('reviewer', 'rita');
    // The scanner takes a moment.
    for (; seen.status === 409; seen = await look('reviewer', 'rita')) await setTimeout(300);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(seen.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(readPng(Buffer.from(await seen.arrayBuffer()))).toMatchObject({ width: 1600, height: 2264 });
    for (const [role, authority] of [
      ['agent', 'us-usao-ndca'],
      ['agent', 'us-fbi'],
      ['cleared-reviewer', undefined],
    ] as const)
      expect((await look(role, 'otto', authority)).status).toBe(403);
    const json = await test.api.GET('/demands/{id}', {
      ...as(await test.token('auditor', 'ada')),
      params: { path: { id } },
    });
    expect(json.response.headers.get('content-type')).toContain('application/json');
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

  /** A request as it is written here: clients join headers, follow paths and know no TRACE. */
  const raw = (method: string, path: string, headers: readonly string[] = [], payload = '') =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const { host, hostname, port, pathname } = new URL(test.desk.apiUrl);
      const length = payload ? ['Content-Length', String(Buffer.byteLength(payload))] : [];
      const options = {
        ...{ hostname, port, method, path: `${pathname.replace(/\/$/, '')}${path}` },
        headers: ['Host', host, ...headers, ...length],
      };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      });
      sent.on('error', reject);
      sent.end(payload);
    });
  const own = () => ['Authorization', `Bearer ${agent}`];
  const filing = () => [
    ...own(),
    'Content-Type',
    'application/json',
    'Idempotency-Key',
    `twice-${Date.now()}`,
  ];

  it.each<[string, () => readonly string[]]>([
    ['Authorization', () => [...filing(), 'Authorization', `Bearer ${agent}`]],
    ['Authorization, in other letters,', () => [...filing(), 'AUTHORIZATION', `Bearer ${agent}`]],
    ['Idempotency-Key', () => [...filing(), 'Idempotency-Key', `${CANARY}-2`]],
    ['idempotency-key, in other letters,', () => [...filing(), 'idempotency-key', `${CANARY}-2`]],
    ['Content-Type', () => [...filing(), 'Content-Type', 'text/plain']],
    ['Content-Encoding', () => [...filing(), 'Content-Encoding', 'identity', 'Content-Encoding', 'gzip']],
  ])('%s that comes twice is refused', async (_name, headers) => {
    const before = await listed();
    const { status, text } = await raw('POST', '/demands', headers(), body({}));
    expect([status, JSON.parse(text).code]).toEqual([400, 'duplicate_header']);
    expect(text).not.toContain(CANARY);
    expect(await listed()).toBe(before);
  });

  it.each([
    '/demands?limit=1&limit=2',
    `/demands?after=x&after=${CANARY}`,
    '/reports/2026-H1?format=csv&format=json',
  ])('%s names a parameter twice and is refused', async (path) => {
    const { status, text } = await raw('GET', path, own());
    expect([status, JSON.parse(text).code]).toEqual([400, 'duplicate_parameter']);
    expect(text).not.toContain(CANARY);
  });

  it.each<[string, string]>([
    ['HEAD', '/demands'],
    ['TRACE', '/demands'],
    ['OPTIONS', '/demands'],
    ['PUT', '/demands'],
    ['DELETE', '/demands'],
    ['PATCH', '/demands'],
    ['GET', '//demands'],
    ['GET', '/demands/'],
    ['GET', '/Demands'],
    ['GET', '/demands.'],
    ['GET', '/demands;x=1'],
    ['GET', '/./demands'],
    ['GET', '/demands/../attempts'],
    ['GET', '/demands/%2e%2e/attempts'],
    ['GET', '/demands%2f'],
    ['GET', '/demands/%00'],
    ['GET', `/demands/${CANARY}`],
    ['GET', '/rulebook/__proto__'],
    ['GET', `/rulebook/${CANARY}`],
    ['GET', '/rulebook/us/..%2f..%2fbands'],
    ['GET', '/reports/2026-h2'],
    ['GET', `/${CANARY}`],
  ])('%s %s finds nothing, and says so as everything does', async (method, path) => {
    const { status, text } = await raw(method, path, [...own(), 'X-HTTP-Method-Override', 'GET']);
    expect([400, 404]).toContain(status);
    if (method === 'HEAD') return;
    expect(JSON.parse(text)).toEqual({
      type: `urn:due-process:problem:${JSON.parse(text).code}`,
      title: expect.any(String),
      status,
      code: expect.any(String),
      detail: expect.any(String),
      instance: expect.stringMatching(/^urn:request:./),
    });
    expect(text).not.toContain(CANARY);
  });

  it('a method that a header names instead is not heeded', async () => {
    const before = await listed();
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const { status } = await raw('GET', '/demands', [...filing(), name, 'POST'], body({}));
      expect(status).toBe(200);
    }
    expect(await listed()).toBe(before);
  });

  it('what is tried is told to auditors by day, and to nobody else', async () => {
    const filed = await post(body({}));
    const { id } = (await filed.json()) as { id: string };
    const stranger = as(await test.token('agent', 'eve', 'us-fbi'));
    const params = { path: { id } };
    await test.api.GET('/demands/{id}', { ...stranger, params });
    const decision = { on: 1, decision: 'approve' as const, round: 1 };
    await test.api.POST('/demands/{id}/review', { ...stranger, params, body: decision });
    const auditor = as(await test.token('auditor', 'ada'));
    const tried: unknown[] = [];
    for (let after: string | undefined, isLast = false; !isLast; isLast = after === undefined) {
      const query = { limit: 200, ...(after ? { after } : {}) };
      const page = await given(test.api.GET('/attempts', { ...auditor, params: { query } }));
      tried.push(...page.attempts);
      after = page.next;
    }
    const attempt = { demandId: id, authorityId: 'us-fbi' };
    expect(tried).toContainEqual(expect.objectContaining({ ...attempt, rule: 'not_found.theirs' }));
    const route = 'POST /demands/{id}/review';
    expect(tried).toContainEqual(expect.objectContaining({ ...attempt, rule: 'role_required', route }));
    for (const role of ['agent', 'reviewer', 'releaser']) {
      const token = await test.token(role, 'zoe', role === 'agent' ? 'us-fbi' : undefined);
      expect((await test.api.GET('/attempts', as(token))).response.status).toBe(403);
    }
  });

  it('says which parameters there are, where one is sent that there is not', async () => {
    const response = await fetch(`${test.desk.apiUrl}/demands?sort=${CANARY}`, as(agent));
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, code: 'unknown_parameter' });
    expect(text).toContain('but: status, instr');
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
