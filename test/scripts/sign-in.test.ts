import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { type IssuerServer, serveIssuer } from '../../local/issuer/issuer-server.ts';
import { type IssuerIdentity, openIssuer } from '../../local/issuer/signing-key.ts';
import { type SignIn, signIn } from '../../scripts/sign-in/sign-in.ts';

const ROOT = join(import.meta.dirname, '../..');
const METHOD = 'arn:aws:execute-api:us-east-1:000000000000:abc123/dev/GET/demands';
const RITA = { as: 'rita', role: 'reviewer' };

describe('signing in with a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
  let issuer: IssuerIdentity;
  let served: IssuerServer;
  let authorize: (token: string) => Promise<APIGatewayAuthorizerResult>;

  beforeAll(async () => {
    issuer = await openIssuer(join(folder, 'issuer.json'));
    served = await serveIssuer(issuer);
    Object.assign(process.env, {
      OIDC_ISSUER: issuer.url,
      OIDC_JWKS_URI: served.jwksUri,
      OIDC_AUDIENCE: 'due-process',
      OIDC_TOKEN_USE: 'id',
      OIDC_MAX_LIFETIME: '43200',
      ROLES_CLAIM: 'cognito:groups',
      ROLE_NAMES: '',
      AUTHORITY_CLAIM: 'custom:authority',
      PERSON_CLAIM: 'sub',
    });
    const { handler } = await import('../../functions/intake/authorize.handler.ts');
    authorize = (token) =>
      Reflect.apply(handler, undefined, [
        { type: 'TOKEN', methodArn: METHOD, authorizationToken: `Bearer ${token}` },
      ]);
  });
  afterAll(() => {
    served.server.close();
    served.server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  /** What a browser does with the form: its hidden fields, and what the person fills in. */
  async function submit(address: URL, person: Record<string, string | string[]>): Promise<URL> {
    const page = await fetch(address);
    const text = await page.text();
    expect([page.status, text.includes('<script')]).toEqual([200, false]);
    const form = new URLSearchParams();
    for (const [, name = '', value = ''] of text.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
      form.append(
        name,
        value.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code))),
      );
    for (const [name, values] of Object.entries(person))
      for (const value of [values].flat()) form.append(name, value);
    const answered = await fetch(new URL('/authorize', address), {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const location = answered.headers.get('location');
    if (answered.status !== 303 || !location) throw new Error(`${answered.status} ${await answered.text()}`);
    return new URL(location);
  }

  const asked = (onAddress: (address: URL) => void, change: Partial<SignIn> = {}): SignIn => ({
    issuer: new URL(issuer.url),
    clientId: 'due-process',
    port: 0,
    scope: 'openid',
    use: 'id',
    waitMs: 20_000,
    onAddress,
    ...change,
  });
  /** The whole flow, with somebody at the browser who may do something else than to go where they are sent. */
  const flow = (
    person: Record<string, string | string[]>,
    { browser = fetch, ...change }: Partial<SignIn> & { browser?: (back: URL) => Promise<unknown> } = {},
  ) =>
    new Promise<string>((resolve, reject) => {
      const onAddress = (address: URL) => void submit(address, person).then(browser).catch(reject);
      signIn(asked(onAddress, change)).then(resolve, reject);
    });

  it('gives a token that the authorizer takes, in a session of its own', async () => {
    const first = await authorize(await flow(RITA));
    const second = await authorize(
      await flow({ as: 'olga', role: ['agent', 'auditor'], authority: 'us-fbi' }),
    );
    expect(first.context).toMatchObject({ subject: 'rita', roles: 'reviewer' });
    expect(second.context).toMatchObject({ subject: 'olga', roles: 'agent,auditor', authorityId: 'us-fbi' });
    expect(first.context?.session).toMatch(/^[0-9a-f]{64}$/);
    expect(second.context?.session).not.toBe(first.context?.session);
  });

  it('gives an access token where that is asked for, which the authorizer tells from an id token', async () => {
    const token = await flow(RITA, { use: 'access' });
    await expect(authorize(token)).rejects.toMatchObject({ message: 'Unauthorized' });
  });

  it('is not ended by who comes to the port with something else', async () => {
    const browser = async (back: URL) => {
      const other = (change: (url: URL) => void) => {
        const url = new URL(back);
        change(url);
        return fetch(url).then(({ status }) => status);
      };
      expect(await other((url) => url.searchParams.set('state', 'another'))).toBe(400);
      expect(await other((url) => url.searchParams.delete('state'))).toBe(400);
      expect(await other((url) => Object.assign(url, { pathname: '/' }))).toBe(404);
      expect((await fetch(back, { method: 'POST' })).status).toBe(404);
      return fetch(back);
    };
    expect((await authorize(await flow(RITA, { browser }))).context).toMatchObject({ subject: 'rita' });
  });

  it.each<[string, (back: URL) => void]>([
    ['another code', (url) => url.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (url) => url.searchParams.delete('code')],
    ['the answer of another issuer', (url) => url.searchParams.set('iss', 'https://issuer.example')],
    ['a refusal', (url) => url.searchParams.set('error', 'access_denied')],
    ['a refusal with words of its own', (url) => url.searchParams.set('error', '\u001b[31m"><b>')],
  ])('ends in one line with %s', async (_what, change) => {
    const browser = (back: URL) => {
      change(back);
      return fetch(back);
    };
    await expect(flow(RITA, { browser })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^The issuer did not give a token \([\w-]+\)\.$/),
    });
  });

  it('ends in one line where nobody comes, where the port is taken, and where there is no issuer', async () => {
    const never = () => {};
    await expect(signIn(asked(never, { waitMs: 1 }))).rejects.toThrow('Nobody signed in within the time.');
    const port = Number(new URL(issuer.url).port);
    await expect(signIn(asked(never, { port }))).rejects.toThrow('is taken');
    const nowhere = new URL('/nowhere', issuer.url);
    await expect(signIn(asked(never, { issuer: nowhere }))).rejects.toThrow('does not describe itself');
    const plain = new URL('http://login.example.com');
    await expect(signIn(asked(never, { issuer: plain }))).rejects.toThrow('https');
  });

  it('is a command that prints the token, and nothing else', async () => {
    const command = spawn(process.execPath, ['scripts/sign-in.ts', '--issuer', issuer.url, '--port', '0'], {
      cwd: ROOT,
    });
    let [printed, told, came] = ['', '', false];
    command.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    command.stderr.on('data', (chunk) => {
      told += chunk;
      const address = /^http:\S+$/m.exec(told)?.[0];
      if (!address || came || !told.endsWith('\n')) return;
      came = true;
      void submit(new URL(address), RITA).then(fetch);
    });
    const code = await new Promise((resolve) => command.on('close', resolve));
    expect([code, told]).toEqual([0, expect.stringMatching(/^Open this address to sign in:\nhttp:\S+\n$/)]);
    expect((await authorize(printed.trim())).context).toMatchObject({ subject: 'rita' });
  });
});
