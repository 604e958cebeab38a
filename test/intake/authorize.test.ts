import { createHash, KeyObject, sign } from 'node:crypto';
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
  async function cold(path = '/keys', { origin = issuer.url, ...settings }: Record<string, string> = {}) {
    Object.assign(process.env, {
      OIDC_ISSUER: issuer.url,
      OIDC_JWKS_URI: `${origin}${path}`,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_TOKEN_USE: 'id',
      OIDC_MAX_LIFETIME: '43200',
      ROLES_CLAIM: 'groups',
      ROLE_NAMES: '',
      AUTHORITY_CLAIM: 'authority',
      PERSON_CLAIM: 'sub',
      ...settings,
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
    iat: now(),
    exp: now() + HOUR,
    groups: ['agent'],
    authority: 'us-usao-ndca',
    ...change,
  });
  const rs256 = (
    change: Record<string, unknown> = {},
    { kid = 'rsa-1', key = rsa.privateKey, more = {} } = {},
  ) => new SignJWT(claimsOf(change)).setProtectedHeader({ alg: 'RS256', kid, ...more }).sign(key);
  /** A token whose header says what the library would not sign, with a good signature over it. */
  const headed = (header: object, change: Record<string, unknown> = {}) => {
    const encoded = [{ alg: 'RS256', kid: 'rsa-1', ...header }, claimsOf(change)].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signed = encoded.join('.');
    const key = KeyObject.from(rsa.privateKey);
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  };
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

    it.each(['US-FBI', 'us fbi', ['us-fbi'], 7, { id: 'us-fbi' }])(
      'is none of our staff who acts for an authority that cannot be read: %p',
      async (authority) => {
        const authorize = await cold();
        const groups = ['agent', 'reviewer', 'cleared-auditor'];
        expect((await authorize(`Bearer ${await rs256({ authority, groups })}`)).context.roles).toBe('agent');
      },
    );

    it.each([undefined, null, '', []])('is of our staff who acts for nobody: %p', async (authority) => {
      const authorize = await cold();
      const groups = ['reviewer'];
      expect((await authorize(`Bearer ${await rs256({ authority, groups })}`)).context.roles).toBe(
        'reviewer',
      );
    });

    it.each<[string, () => Promise<string>]>([
      ['by a scheme in lower case', async () => `bearer ${await rs256()}`],
      ['by a scheme in capitals, with spaces after it', async () => `BEARER  ${await rs256()}`],
      ['by a header with white space after it', async () => `Bearer ${await rs256()} \t`],
      ['by an issuer whose clock is seconds ahead', async () => `Bearer ${await rs256({ nbf: now() + 5 })}`],
      [
        'by a token that ended seconds ago',
        async () => `Bearer ${await rs256({ iat: now() - HOUR, exp: now() - 5 })}`,
      ],
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

    it('is told by the name as it is spelt: who is one person is for the functions to say', async () => {
      const authorize = await cold();
      const subjects = ['Olga', 'olga', 'OLGA'].map(async (sub) => {
        const { context } = await authorize(`Bearer ${await rs256({ sub })}`);
        return context.subject;
      });
      expect(await Promise.all(subjects)).toEqual(['Olga', 'olga', 'OLGA']);
    });

    it.each<[string, Record<string, unknown>]>([
      [
        'for several audiences, of which we are the authorised',
        { aud: ['another-client', AUDIENCE], azp: AUDIENCE },
      ],
      ['for us alone, in a list', { aud: [AUDIENCE] }],
      ['issued by a clock that is ahead', { iat: now() + 20 }],
      ['of the longest life', { exp: now() + 12 * HOUR }],
      ['that says its use', { token_use: 'id' }],
      ['that says its use as Keycloak does', { typ: 'ID' }],
      ['whose times have fractions', { exp: now() + HOUR + 0.5, nbf: now() - 0.25 }],
      ['with claims that nobody asked for', { acr: '1', amr: ['pwd'], jti: 'j-1', nonce: 'n' }],
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
      ['never was issued', () => rs256({ iat: undefined })],
      ['was issued in a minute', () => rs256({ iat: now() + 60 })],
      ['was issued after its end', () => rs256({ iat: now() + 29, exp: now() + 10 })],
      ['lives a second too long', () => rs256({ exp: now() + 12 * HOUR + 1 })],
      ['lived too long already', () => rs256({ iat: now() - 13 * HOUR })],
      ['was issued in the year zero', () => rs256({ iat: 0 })],
      ['ends in the far future', () => rs256({ exp: 253_402_300_799 })],
      ...['exp', 'iat', 'nbf'].flatMap((name) =>
        [`${now()}`, null, [now()], true, {}].map((value): [string, () => Promise<string>] => [
          `has for ${name} what is no time: ${JSON.stringify(value)}`,
          () => rs256({ [name]: value }),
        ]),
      ),
      ...[
        { crit: ['exp'] },
        { crit: ['b64'], b64: true },
        { crit: [] },
        { crit: ['urn:example:unknown'], 'urn:example:unknown': 1 },
        { b64: false },
        { b64: true },
        { zip: 'DEF' },
        { enc: 'A128GCM' },
        { typ: 'at+jwt' },
        { typ: 'application/at+jwt' },
        { typ: 'logout+jwt' },
        { typ: 'secevent+jwt' },
        { typ: 'dpop+jwt' },
        { typ: 'JOSE' },
        { typ: '' },
        { typ: null },
        { typ: ['JWT'] },
      ].map((header): [string, () => string] => [
        `says in its header ${JSON.stringify(header)}`,
        () => headed(header),
      ]),
      ...[
        { token_use: 'access' },
        { token_use: 'refresh' },
        { token_use: 'ID' },
        { token_use: null },
        { token_use: ['id'] },
        { typ: 'Bearer' },
        { typ: 'Refresh' },
        { typ: 'Offline' },
        { typ: 'Logout' },
        { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
        { azp: 'another-client' },
        { azp: null },
        { aud: ['another-client', AUDIENCE] },
        { aud: ['another-client', AUDIENCE], azp: 'another-client' },
      ].map((claims): [string, () => Promise<string>] => [
        `says ${JSON.stringify(claims)}`,
        () => rs256(claims),
      ]),
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

  describe('by the tokens that other issuers write', () => {
    const context = async (settings: Record<string, string>, claims: Record<string, unknown>) => {
      const authorize = await cold('/keys', settings);
      return (
        await authorize(`Bearer ${await rs256({ groups: undefined, authority: undefined, ...claims })}`)
      ).context;
    };
    const hashed = (session: string) => createHash('sha256').update(session).digest('hex');

    it('is told by an id token of Cognito', async () => {
      expect(
        await context(
          { ROLES_CLAIM: 'cognito:groups', AUTHORITY_CLAIM: 'custom:authority', OIDC_MAX_LIFETIME: '3600' },
          {
            sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
            'cognito:groups': ['agent', 'us-east-1_example_Google'],
            'cognito:username': 'olga',
            'custom:authority': 'us-usao-ndca',
            email_verified: true,
            event_id: 'e-1',
            origin_jti: 'o-1',
            jti: 'j-1',
            token_use: 'id',
            auth_time: now(),
          },
        ),
      ).toEqual({
        subject: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
        roles: 'agent',
        authorityId: 'us-usao-ndca',
        session: hashed('o-1'),
      });
    });

    it('is told by an id token of Entra ID, which sends ids of groups', async () => {
      const [reviewers, releasers] = [
        '6f7a1b2c-0000-4000-8000-000000000001',
        '6f7a1b2c-0000-4000-8000-000000000002',
      ];
      const settings = { ROLE_NAMES: `${reviewers}=reviewer, ${releasers}=releaser` };
      const claims = {
        sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
        ver: '2.0',
        tid: '9122040d-6c67-4c5b-b112-36a304b66dad',
        oid: '00000000-0000-0000-66f3-3332eca7ea81',
        preferred_username: 'rita@example.com',
        uti: 'u-1',
        rh: 'r-1',
        sid: 's-1',
        nbf: now(),
      };
      expect(await context(settings, { ...claims, groups: [reviewers, 'another'] })).toEqual({
        subject: claims.sub,
        roles: 'reviewer',
        session: hashed('s-1'),
      });
      expect((await context(settings, { ...claims, groups: ['reviewer', 'releaser'] })).roles).toBe('');
      const appRoles = { ROLES_CLAIM: 'roles' };
      expect((await context(appRoles, { ...claims, roles: ['cleared-reviewer'] })).roles).toBe(
        'cleared-reviewer',
      );
    });

    it('is one person in two accounts, where a claim says who holds them', async () => {
      const settings = { PERSON_CLAIM: 'employee.number' };
      const held = (sub: string, number: unknown, groups = ['reviewer']) =>
        context(settings, { sub, groups, employee: { number } });
      expect(await held('rita', 4711)).toEqual({ subject: '4711', account: 'rita', roles: 'reviewer' });
      expect(await held('rita-admin', '4711', ['releaser'])).toEqual({
        subject: '4711',
        account: 'rita-admin',
        roles: 'releaser',
      });
      expect(await held('4711', '4711')).toEqual({ subject: '4711', roles: 'reviewer' });
    });

    it.each([[undefined], [null], [''], [' '], [['4711']], [{}], [1.5], ['x'.repeat(256)], ['4711\n']])(
      'does not act for us where that claim is %p',
      async (number) => {
        expect(
          await context(
            { PERSON_CLAIM: 'number' },
            {
              sub: 'rita',
              groups: ['agent', 'reviewer', 'mailer'],
              ...(number === undefined ? {} : { number }),
            },
          ),
        ).toEqual({ subject: 'rita', roles: 'agent' });
      },
    );

    it('is told by an id token of Okta', async () => {
      const settings = {
        ROLE_NAMES: 'Legal desk, releasers=releaser'.replace(',', ' and'),
        AUTHORITY_CLAIM: 'agency',
      };
      const claims = {
        sub: '00uid4BxXw6I6TV4m0g3',
        ver: 1,
        jti: 'ID.1',
        amr: ['pwd', 'otp'],
        idp: '00o1',
        auth_time: now(),
        at_hash: 'h',
        groups: ['Everyone', 'Legal desk and releasers'],
      };
      expect(await context(settings, claims)).toEqual({ subject: claims.sub, roles: 'releaser' });
    });

    it.each<[string, string, Record<string, unknown>]>([
      ['of the realm', 'realm_access.roles', { realm_access: { roles: ['offline_access', 'auditor'] } }],
      [
        'of the client',
        'resource_access.due-process.roles',
        { resource_access: { 'due-process': { roles: ['auditor'] } } },
      ],
      ['under a name with dots', 'https://example.com/roles', { 'https://example.com/roles': ['auditor'] }],
    ])('is told by an id token of Keycloak or Auth0, with roles %s', async (_where, path, roles) => {
      const claims = { ...roles, typ: 'ID', azp: AUDIENCE, sid: 's-2', session_state: 's-3', acr: '1' };
      expect(await context({ ROLES_CLAIM: path }, claims)).toEqual({
        subject: 'olga',
        roles: 'auditor',
        session: hashed('s-2'),
      });
    });

    it('is told by an access token, where that is what was set', async () => {
      const authorize = await cold('/keys', { OIDC_TOKEN_USE: 'access' });
      const aud = [AUDIENCE, 'account'];
      for (const token of [
        rs256({ azp: 'a-client', typ: 'Bearer', aud }),
        rs256({ token_use: 'access' }),
        headed({ typ: 'at+jwt' }, { client_id: 'a-client' }),
      ])
        expect(await authorize(`Bearer ${await token}`)).toMatchObject({ principalId: 'olga' });
      for (const claims of [{ token_use: 'id' }, { typ: 'ID' }, { typ: 'Refresh' }])
        await expect(authorize(`Bearer ${await rs256(claims)}`)).rejects.toMatchObject({
          message: 'Unauthorized',
        });
    });

    it.each(['__proto__.roles', 'constructor.name', 'groups.length', 'realm_access', ''])(
      'has no role by a path that leads to none: %s',
      async (path) => {
        const claims = { groups: ['agent'], realm_access: { roles: ['auditor'] } };
        expect((await context({ ROLES_CLAIM: path }, claims)).roles).toBe('');
      },
    );
  });

  it.each([
    { ROLE_NAMES: 'desk=king' },
    { ROLE_NAMES: 'reviewer' },
    { ROLE_NAMES: '=reviewer' },
    { ROLE_NAMES: 'desk=reviewer,' },
    { OIDC_TOKEN_USE: 'refresh' },
    { OIDC_MAX_LIFETIME: '0' },
    { OIDC_MAX_LIFETIME: '86401' },
    { OIDC_MAX_LIFETIME: '1e4' },
  ])('nobody is told under a setting that cannot be read: %p', async (settings) => {
    await expect(cold('/keys', settings)).rejects.toThrow();
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
      const authorize = await cold('/keys', { origin: other.url });
      await expect(authorize(`Bearer ${await rs256()}`)).rejects.toMatchObject({ name: 'IssuerAway' });
    });

    it('is away, unless its keys are known already', async () => {
      const other = await startIssuer();
      const authorize = await cold('/keys', { origin: other.url });
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
