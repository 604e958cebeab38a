import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type IssuerServer, serveIssuer } from '../issuer/issuer-server.ts';
import { Codes } from '../issuer/sign-in.ts';
import { openIssuer } from '../issuer/signing-key.ts';

const VERIFIER = 'v'.repeat(43);
const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
const GOOD: Readonly<Record<string, string>> = {
  response_type: 'code',
  client_id: 'due-process',
  redirect_uri: 'http://localhost:7341/callback',
  scope: 'openid',
  state: 's',
  nonce: 'n',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};
const WHO = { as: 'rita', role: 'reviewer', authority: '' };
const EXCHANGE = {
  grant_type: 'authorization_code',
  client_id: 'due-process',
  redirect_uri: 'http://localhost:7341/callback',
  code_verifier: VERIFIER,
};

/** A request of the good one, with fields changed or, by undefined, left out. */
const params = (...changes: Readonly<Record<string, string | undefined>>[]) =>
  new URLSearchParams(
    Object.entries(Object.assign({}, GOOD, ...changes)).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

describe('the page to sign in at', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  let served: IssuerServer;
  let base: string;
  beforeAll(async () => {
    served = await serveIssuer(await openIssuer(join(folder, 'issuer.json')));
    base = new URL(served.jwksUri).origin;
  });
  afterAll(() => {
    served.server.close();
    served.server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  const look = (query: URLSearchParams) => fetch(`${base}/authorize?${query}`);
  const send = (form: URLSearchParams, headers: Record<string, string> = {}) =>
    fetch(`${base}/authorize`, { method: 'POST', body: form, headers, redirect: 'manual' });
  const exchange = async (change: Record<string, string> = {}, code?: string) => {
    const given =
      code ?? new URL((await send(params(WHO))).headers.get('location') ?? '').searchParams.get('code');
    const body = new URLSearchParams({ ...EXCHANGE, code: given ?? '', ...change });
    const answered = await fetch(`${base}/token`, { method: 'POST', body });
    return { status: answered.status, body: await answered.json() };
  };

  it('has a form without a script, in no frame, that says back what was asked, escaped', async () => {
    const page = await look(params({ state: '"><img/onerror=1>' }));
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('value="&#34;&#62;&#60;img/onerror=1&#62;"');
    expect(text).not.toMatch(/<script|<img/);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ...Object.keys(GOOD)
      .filter((name) => name !== 'state' && name !== 'nonce')
      .map((name): [string, Record<string, undefined>] => [`without ${name}`, { [name]: undefined }]),
    ['of another flow', { response_type: 'id_token' }],
    ['of another client', { client_id: 'another' }],
    ['that is plain', { code_challenge_method: 'plain' }],
    ['with a short challenge', { code_challenge: 'abc' }],
    ['without the scope', { scope: 'profile' }],
    ...[
      'https://evil.example/callback',
      'http://evil.example/callback',
      'http://localhost.evil.example/',
      'http://localhost@evil.example/',
      'http://u:p@localhost/',
      'http://127.0.0.1:7341/callback#x',
      'javascript:alert(1)',
      '//localhost/',
      'localhost:7341',
    ].map((redirect_uri): [string, Record<string, string>] => [
      `that leads to ${redirect_uri}`,
      { redirect_uri },
    ]),
  ])('sends nobody anywhere for a request %s', async (_what, change) => {
    for (const answered of [await look(params(change)), await send(params(change, WHO))]) {
      expect([answered.status, answered.headers.get('location')]).toEqual([400, null]);
      expect(await answered.text()).not.toContain('evil');
    }
  });

  it('takes no parameter twice', async () => {
    const twice = params();
    twice.append('redirect_uri', 'http://127.0.0.1/');
    expect((await look(twice)).status).toBe(400);
  });

  it.each<[string, Record<string, string>]>([
    ['no role', { role: '' }],
    ['a role that there is not', { role: 'king' }],
    ['no name', { as: '' }],
    ['a name of spaces', { as: '  ' }],
    ['a name with controls', { as: 'rita\n' }],
    ['an authority that is none', { authority: 'US FBI' }],
  ])('signs in nobody with %s', async (_what, change) => {
    expect((await send(params({ ...WHO, ...change }))).status).toBe(400);
  });

  it('takes a form from no other page, and nothing that is no form', async () => {
    for (const origin of ['https://evil.example', 'null', base.replace(/\d+$/, '1')])
      expect((await send(params(WHO), { origin })).status).toBe(400);
    expect((await send(params(WHO), { origin: base })).status).toBe(303);
    expect((await send(params(WHO), { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await send(params({ ...WHO, more: 'x'.repeat(20_000) }))).status).toBe(400);
  });

  it('gives a code once, to who asked for it', async () => {
    expect(await exchange()).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
    const location = new URL((await send(params(WHO))).headers.get('location') ?? '');
    expect([...location.searchParams.keys()]).toEqual(['code', 'state', 'iss']);
    const code = location.searchParams.get('code') ?? '';
    expect((await exchange({}, code)).status).toBe(200);
    expect(await exchange({}, code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each<[string, Record<string, string>]>([
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
    ['the challenge for the verifier', { code_verifier: challenge }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: 'http://localhost:7342/callback' }],
    ['another client', { client_id: 'another' }],
    ['no client', { client_id: '' }],
    ['another code', { code: 'x' }],
  ])('gives no token for %s, and none for that code afterwards', async (_what, change) => {
    const code =
      new URL((await send(params(WHO))).headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(await exchange(change, code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    if (change.code === undefined) expect((await exchange({}, code)).status).toBe(400);
  });

  it('knows no other grant', async () => {
    for (const grant_type of ['password', 'refresh_token', 'client_credentials', ''])
      expect((await exchange({ grant_type })).body).toEqual({ error: 'unsupported_grant_type' });
  });
});

test('a code is good for a minute', () => {
  let now = 0;
  const codes = new Codes(() => now);
  const request = { redirectUri: EXCHANGE.redirect_uri, challenge, state: undefined, nonce: undefined };
  const give = () => codes.give(request, { sub: 'rita', roles: ['reviewer'] });
  const take = (code: string) => codes.take(new URLSearchParams({ ...EXCHANGE, code }));
  const [early, late] = [give(), give()];
  now = 59_999;
  expect(take(early)).toMatchObject({ sub: 'rita' });
  now = 60_000;
  expect(take(late)).toBeUndefined();
});
