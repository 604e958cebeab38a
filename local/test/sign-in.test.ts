import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { decodeJwt } from 'jose';
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
const PAGES = 'http://127.0.0.1:8080';
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
    served = await serveIssuer(await openIssuer(join(folder, 'issuer.json')), {
      people: [{ sub: 'olga', roles: ['agent'], authority: 'us-fbi', does: '<b>Files</b>' }],
      pages: () => [PAGES],
    });
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
    expect(text).toContain('<label for="person-0">olga, agent of us-fbi <span class="hint">&#60;b&#62;Files');
    expect(text).not.toMatch(/<script|<img|<b>| style=/);
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(text) ?? [];
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self' http://localhost:7341; frame-ancestors 'none'; base-uri 'none'`,
    );
    // With `no-referrer` a browser would send the form with the origin `null`.
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });

  it.each<[string, Record<string, string | undefined>]>([
    ...Object.keys(GOOD)
      .filter((name) => name !== 'nonce')
      .map((name): [string, Record<string, undefined>] => [`without ${name}`, { [name]: undefined }]),
    ['of another flow', { response_type: 'id_token' }],
    ['of another client', { client_id: 'another' }],
    ['that is plain', { code_challenge_method: 'plain' }],
    ['with too long a state', { state: 's'.repeat(513) }],
    ['with a state of more lines', { state: 's\r\nset-cookie: a=b' }],
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
      'http://localhost:7341/callback/',
      'http://localhost:7341/callback?next=https://evil.example',
      'http://localhost:7341/elsewhere',
      'http://localhost:99999/callback',
      `${PAGES}/signed-in/`,
      `${PAGES}/signed-in?next=https://evil.example`,
      `${PAGES}/signed-in/../desk`,
      `${PAGES}/`,
      'http://127.0.0.1:8081/signed-in',
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
    twice.append('redirect_uri', 'http://127.0.0.1:7341/callback');
    expect((await look(twice)).status).toBe(400);
  });

  it.each<[string, Record<string, string>]>([
    ['no role', { role: '' }],
    ['a role that there is not', { role: 'king' }],
    ['no name', { as: '' }],
    ['a name of spaces', { as: '  ' }],
    ['a name with controls', { as: 'rita\n' }],
    ['an authority that is none', { authority: 'US FBI' }],
    ['a person that there is not', { person: '1' }],
    ['a person by another word', { person: 'constructor' }],
  ])('signs in nobody with %s, and shows the form again with what is wrong', async (_what, change) => {
    const answered = await send(params({ ...WHO, ...change }));
    const text = await answered.text();
    expect([answered.status, answered.headers.get('location')]).toEqual([400, null]);
    expect(text).toContain('role="alert"');
    expect(text).toContain(`name="code_challenge" value="${challenge}"`);
    expect(text).toContain('<title>Error: Sign in');
  });

  it('signs in one of the people as they are in the list, whatever else the form says', async () => {
    const location = new URL(
      (await send(params({ person: '0', as: '', role: 'auditor' }))).headers.get('location') ?? '',
    );
    const { body } = await exchange({}, location.searchParams.get('code') ?? '');
    expect(decodeJwt(Object(body).id_token)).toMatchObject({
      sub: 'olga',
      'cognito:groups': ['agent'],
      'custom:authority': 'us-fbi',
      nonce: 'n',
    });
  });

  it('leads back to the pages, which alone may read what it answers', async () => {
    const redirect_uri = `${PAGES}/signed-in`;
    const given = (await send(params(WHO, { redirect_uri }))).headers.get('location') ?? '';
    expect(given).toMatch(/^http:\/\/127\.0\.0\.1:8080\/signed-in\?code=[\w-]+&state=s&iss=/);
    const code = new URL(given).searchParams.get('code') ?? '';
    const ask = (origin: string) =>
      fetch(`${base}/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ ...EXCHANGE, redirect_uri, code }),
      });
    for (const origin of ['https://evil.example', 'null', `${PAGES}0`]) {
      const refused = await ask(origin);
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
    // What others tried did not spend the code.
    const answered = await ask(PAGES);
    expect([answered.status, answered.headers.get('access-control-allow-origin')]).toEqual([200, PAGES]);
    const before = await fetch(`${base}/token`, { method: 'OPTIONS', headers: { origin: PAGES } });
    expect([before.status, before.headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
    const found = await fetch(`${base}/.well-known/openid-configuration`, { headers: { origin: PAGES } });
    expect(found.headers.get('access-control-allow-origin')).toBe(PAGES);
    expect((await look(params())).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('leads who signs out back to the pages, and nowhere else', async () => {
    const leave = async (query: Record<string, string>) => {
      const answered = await fetch(`${base}/logout?${new URLSearchParams(query)}`, { redirect: 'manual' });
      return [answered.status, answered.headers.get('location')];
    };
    const post_logout_redirect_uri = `${PAGES}/`;
    const client_id = 'due-process';
    expect(await leave({ post_logout_redirect_uri, client_id, state: 's' })).toEqual([
      303,
      `${PAGES}/?state=s`,
    ]);
    expect(await leave({})).toEqual([200, null]);
    for (const wrong of [
      { post_logout_redirect_uri },
      { post_logout_redirect_uri, client_id: 'another' },
      { post_logout_redirect_uri: 'https://evil.example/', client_id },
      { post_logout_redirect_uri: `${PAGES}/signed-in`, client_id },
      { post_logout_redirect_uri: `${PAGES}/?x`, client_id },
      { post_logout_redirect_uri, client_id, state: 's'.repeat(600) },
    ])
      expect(await leave(wrong)).toEqual([400, null]);
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
  const request = { redirectUri: EXCHANGE.redirect_uri, challenge, state: 's', nonce: undefined };
  const give = () => codes.give(request, { sub: 'rita', roles: ['reviewer'] });
  const take = (code: string) => codes.take(new URLSearchParams({ ...EXCHANGE, code }));
  const [early, late] = [give(), give()];
  now = 59_999;
  expect(take(early)).toMatchObject({ sub: 'rita' });
  now = 60_000;
  expect(take(late)).toBeUndefined();
});
