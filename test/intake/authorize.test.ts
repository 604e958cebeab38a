import { createServer, type Server } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

const AUDIENCE = 'due-process';
const METHOD = 'arn:aws:execute-api:us-east-1:000000000000:abc123/dev/POST/demands/d-1/review';
const ANY_METHOD = 'arn:aws:execute-api:us-east-1:000000000000:abc123/dev/*';
const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);

const rsa = await generateKeyPair('RS256', { extractable: true });
const ec = await generateKeyPair('ES256');
const stranger = await generateKeyPair('RS256');

/** An issuer that is well at `/keys`, and at the other paths is not. */
async function startIssuer(): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const keys = [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa-1', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec-1', alg: 'ES256', use: 'sig' },
  ];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url.startsWith('/keys')) response.end(JSON.stringify({ keys }));
    else if (url === '/fails') response.writeHead(500).end(JSON.stringify({ keys }));
    else if (url === '/gone') response.writeHead(404).end();
    else if (url === '/moved') response.writeHead(302, { location: '/keys' }).end();
    else if (url === '/page') response.end('<html>Back soon</html>');
    else if (url === '/empty') response.end('{}');
    else if (url === '/odd') response.end('{"keys":[{"kid":"rsa-1"}]}');
    else response.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    server,
    asked,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
  };
}

describe('who a token stands for', () => {
  let issuer: Awaited<ReturnType<typeof startIssuer>>;
  let loads = 0;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.server.close());

  /** The function as a new environment of Lambda loads it, which asks for keys at this path. */
  async function cold(path = '/keys', origin = issuer.url) {
    Object.assign(process.env, {
      OIDC_ISSUER: issuer.url,
      OIDC_JWKS_URI: `${origin}${path}`,
      OIDC_AUDIENCE: AUDIENCE,
      ROLES_CLAIM: 'groups',
      AUTHORITY_CLAIM: 'authority',
    });
    loads += 1;
    const { handler } = await import(`../../functions/intake/authorize.handler.ts?load=${loads}`);
    return (authorizationToken: string | undefined) =>
      handler({ type: 'TOKEN', methodArn: METHOD, authorizationToken });
  }

  const claimsOf = (change: Record<string, unknown> = {}): JWTPayload => ({
    iss: issuer.url,
    aud: AUDIENCE,
    sub: 'olga',
    exp: now() + HOUR,
    groups: ['agent'],
    authority: 'us-usao-ndca',
    ...change,
  });
  const rs256 = (change: Record<string, unknown> = {}, { kid = 'rsa-1', key = rsa.privateKey } = {}) =>
    new SignJWT(claimsOf(change)).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  const es256 = () =>
    new SignJWT(claimsOf()).setProtectedHeader({ alg: 'ES256', kid: 'ec-1' }).sign(ec.privateKey);

  describe('with a good token', () => {
    it.each([
      ['RS256', () => rs256()],
      ['ES256', es256],
    ])('is let in to every method of the stage, by %s', async (_alg, token) => {
      const authorize = await cold();
      expect(await authorize(`Bearer ${await token()}`)).toEqual({
        principalId: 'olga',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ANY_METHOD }],
        },
        context: { subject: 'olga', roles: 'agent', authorityId: 'us-usao-ndca' },
      });
    });

    it.each<[string, unknown, string]>([
      ['a list', ['releaser', 'reviewer'], 'reviewer,releaser'],
      ['words', 'auditor agent', 'agent,auditor'],
      ['names with commas', 'agent,auditor', 'agent,auditor'],
      ['roles of others too', ['administrators', 'auditor', 'Agent'], 'auditor'],
      ['part of a name', 'agents reviewer-to-be', ''],
      ['nothing', undefined, ''],
      ['an object', { agent: true }, ''],
      ['a list of other things', [['agent'], 1], ''],
    ])('has the roles that we know, of a claim that is %s', async (_claim, groups, roles) => {
      const authorize = await cold();
      expect((await authorize(`Bearer ${await rs256({ groups })}`)).context.roles).toBe(roles);
    });

    it.each([undefined, '', 'US-FBI', 'us fbi', 'us-fbi/../x', ['us-fbi'], 7])(
      'acts for no authority that is not one: %p',
      async (authority) => {
        const authorize = await cold();
        expect((await authorize(`Bearer ${await rs256({ authority })}`)).context).toEqual({
          subject: 'olga',
          roles: 'agent',
        });
      },
    );

    it.each<[string, () => Promise<string>]>([
      ['by a scheme in lower case', async () => `bearer ${await rs256()}`],
      ['by a scheme in capitals, with spaces after it', async () => `BEARER  ${await rs256()}`],
      ['by a header with white space after it', async () => `Bearer ${await rs256()} \t`],
      ['by an issuer whose clock is seconds ahead', async () => `Bearer ${await rs256({ nbf: now() + 5 })}`],
      ['by a token that ended seconds ago', async () => `Bearer ${await rs256({ exp: now() - 5 })}`],
    ])('is told %s', async (_how, header) => {
      const authorize = await cold();
      expect(await authorize(await header())).toMatchObject({ principalId: 'olga' });
    });

    it.each([
      'auth0|5f7c8ec7c33c6c004bbafe82',
      'google-oauth2|103547991597142817347',
      'f:550e8400-e29b-41d4-a716-446655440000:olga',
      'https://login.example.com/users/42?tenant=7#me',
      'CN=Olga Onar, OU=Desk, O=Example',
      '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}',
      '-olga_',
      'a',
      '~!"$%&()*+/;<=>?@[]^`{|}\'\\',
      'x'.repeat(255),
    ])('is whom the issuer names, to the letter: %s', async (sub) => {
      const authorize = await cold();
      const { principalId, context } = await authorize(`Bearer ${await rs256({ sub })}`);
      expect([principalId, context.subject]).toEqual([sub, sub]);
    });

    it('is told apart by the case of a name', async () => {
      const authorize = await cold();
      const subjects = ['Olga', 'olga', 'OLGA'].map(async (sub) => {
        const { context } = await authorize(`Bearer ${await rs256({ sub })}`);
        return context.subject;
      });
      expect(await Promise.all(subjects)).toEqual(['Olga', 'olga', 'OLGA']);
    });

    it.each<[string, Record<string, unknown>]>([
      ['for several audiences', { aud: ['another-client', AUDIENCE] }],
      ['issued by a clock that is ahead', { iat: now() + 20 }],
      ['whose times have fractions', { exp: now() + HOUR + 0.5, nbf: now() - 0.25 }],
      ['without the time when it was issued', { iat: undefined }],
      ['with claims that nobody asked for', { acr: '1', amr: ['pwd'], azp: 'a-client', jti: 'j-1' }],
    ])('is told by a token %s', async (_what, claims) => {
      const authorize = await cold();
      expect(await authorize(`Bearer ${await rs256(claims)}`)).toMatchObject({ principalId: 'olga' });
    });

    it('is told from the keys of one request to the issuer', async () => {
      const authorize = await cold('/keys?once');
      for (let times = 0; times < 3; times += 1) await authorize(`Bearer ${await rs256()}`);
      await authorize(`Bearer ${await es256()}`);
      expect(issuer.asked.filter((path) => path === '/keys?once')).toHaveLength(1);
    });
  });

  describe('is nobody', () => {
    it.each<[string, () => Promise<string | undefined> | string | undefined]>([
      ['without a token', () => undefined],
      ['with an empty header', () => ''],
      ['with no token after the word', () => 'Bearer '],
      ['by another scheme', async () => `Basic ${await rs256()}`],
      ['without the word', () => rs256()],
      ['with two tokens', async () => `Bearer ${await rs256()} ${await rs256()}`],
      ['with what is not a token', () => 'Bearer a.b.c'],
    ])('%s', async (_how, header) => {
      const authorize = await cold();
      await expect(authorize(await header())).rejects.toMatchObject({ message: 'Unauthorized' });
    });

    it.each<[string, () => Promise<string> | string]>([
      ['has expired', () => rs256({ exp: now() - 60 })],
      ['is not good for a minute yet', () => rs256({ nbf: now() + 60 })],
      ['never expires', () => rs256({ exp: undefined })],
      ['is not good yet', () => rs256({ nbf: now() + HOUR })],
      ['is for another audience', () => rs256({ aud: 'another-client' })],
      ['is for no audience', () => rs256({ aud: undefined })],
      ['is of another issuer', () => rs256({ iss: 'https://issuer.example' })],
      ['is of an issuer whose name begins like ours', () => rs256({ iss: `${issuer.url}.example` })],
      ['names a key that the issuer does not have', () => rs256({}, { kid: 'rsa-2' })],
      ['was signed by a stranger in the name of a key', () => rs256({}, { key: stranger.privateKey })],
      ['names the key of another algorithm', () => rs256({}, { kid: 'ec-1' })],
      [
        'names no key',
        () => new SignJWT(claimsOf()).setProtectedHeader({ alg: 'RS256' }).sign(rsa.privateKey),
      ],
      ['names nobody', () => rs256({ sub: undefined })],
      ['names somebody whose name would not do', () => rs256({ sub: 'olga\n"admin"' })],
      ['names too long a somebody', () => rs256({ sub: 'o'.repeat(256) })],
      ['names nothing but spaces', () => rs256({ sub: '   ' })],
      ['names somebody by letters that are not ASCII', () => rs256({ sub: 'ölga' })],
      ['names somebody by a number', () => rs256({ sub: 42 })],
      ['is not signed', () => new UnsecuredJWT(claimsOf()).encode()],
      [
        'says that it is not signed, and has a signature',
        async () => {
          const [, payload, signature] = (await rs256()).split('.');
          const header = { alg: 'none', kid: 'rsa-1' };
          return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
        },
      ],
      [
        'is signed with the public key as a shared secret',
        async () =>
          new SignJWT(claimsOf())
            .setProtectedHeader({ alg: 'HS256', kid: 'rsa-1' })
            .sign(new TextEncoder().encode(await exportSPKI(rsa.publicKey))),
      ],
      [
        'was changed after it was signed',
        async () => {
          const [header, , signature] = (await rs256()).split('.');
          const payload = Buffer.from(JSON.stringify(claimsOf({ groups: ['releaser'] }))).toString(
            'base64url',
          );
          return `${header}.${payload}.${signature}`;
        },
      ],
    ])('by a token that %s', async (_what, token) => {
      const authorize = await cold();
      await expect(authorize(`Bearer ${await token()}`)).rejects.toMatchObject({ message: 'Unauthorized' });
      // It is the token that was refused, and not all of them.
      expect(await authorize(`Bearer ${await rs256()}`)).toMatchObject({ principalId: 'olga' });
    });
  });

  describe('cannot be told while the issuer', () => {
    it.each([
      ['fails', '/fails'],
      ['has no keys there', '/gone'],
      ['sends elsewhere', '/moved'],
      ['hangs up', '/hangs-up'],
      ['answers with a page for people', '/page'],
      ['answers without keys', '/empty'],
      ['answers with a key that is none', '/odd'],
    ])('%s: that is no 401', async (_what, path) => {
      const authorize = await cold(path);
      const refused = authorize(`Bearer ${await rs256()}`);
      await expect(refused).rejects.toMatchObject({ name: 'IssuerAway' });
    });

    it('is not there: that is no 401', async () => {
      const other = await startIssuer();
      await new Promise((resolve) => other.server.close(resolve));
      const authorize = await cold('/keys', other.url);
      await expect(authorize(`Bearer ${await rs256()}`)).rejects.toMatchObject({ name: 'IssuerAway' });
    });

    it('is away, unless its keys are known already', async () => {
      const other = await startIssuer();
      const authorize = await cold('/keys', other.url);
      await authorize(`Bearer ${await rs256()}`);
      other.server.closeAllConnections();
      await new Promise((resolve) => other.server.close(resolve));
      expect(await authorize(`Bearer ${await rs256()}`)).toMatchObject({ principalId: 'olga' });
      await expect(authorize(`Bearer ${await rs256({}, { kid: 'rsa-2' })}`)).rejects.toMatchObject({
        name: 'IssuerAway',
      });
    });
  });
});
