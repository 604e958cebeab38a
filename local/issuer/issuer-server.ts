import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { listen, portOf } from '../state/ports.ts';
import { mintToken } from './mint-token.ts';
import { Codes, readChosen, readSignIn, WrongSignIn } from './sign-in.ts';
import { signInPage, wrongPage } from './sign-in-page.ts';
import { ALGORITHM, type IssuerIdentity } from './signing-key.ts';

export type IssuerServer = {
  readonly jwksUri: string;
  readonly server: Server;
};

type Reply = { status: number; headers?: Record<string, string>; body: string };
type Asked = { path: string; query: string; form(): Promise<URLSearchParams>; origin: string | undefined };

const LIFETIME = 3600;
const LARGEST_FORM = 16_384;

const json = (body: object, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const html = (body: string, status = 200): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // No form-action: browsers hold the redirect that answers a form against it too.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  },
  body,
});

/**
 * Serves what a verifier of tokens needs, the discovery document and the public key, and a page to sign in at, by the
 * authorization code flow with PKCE.
 */
export async function serveIssuer(issuer: IssuerIdentity): Promise<IssuerServer> {
  const codes = new Codes();
  const server = createServer((request, response) => {
    answer(askedOf(request), request.method ?? '')
      .catch((error: unknown): Reply => {
        if (error instanceof WrongSignIn) return html(wrongPage(error.message), 400);
        return json({ error: 'server_error' }, 500);
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
      .catch(() => response.destroy());
  });

  async function answer(asked: Asked, method: string): Promise<Reply> {
    const base = `http://127.0.0.1:${portOf(server)}`;
    switch (`${method} ${asked.path}`) {
      case 'GET /.well-known/openid-configuration':
        return json(discovery(issuer.url, base));
      case 'GET /.well-known/jwks.json':
        return json({ keys: [issuer.publicJwk] });
      case 'GET /authorize': {
        const params = new URLSearchParams(asked.query);
        readSignIn(params);
        return html(signInPage(params));
      }
      case 'POST /authorize': {
        // Browsers say where a form comes from: no other page signs anybody in.
        if (
          asked.origin !== undefined &&
          ![base, base.replace('127.0.0.1', 'localhost')].includes(asked.origin)
        )
          throw new WrongSignIn('The form came from another page.');
        const params = await asked.form();
        const request = readSignIn(params);
        const to = new URL(request.redirectUri);
        to.searchParams.set('code', codes.give(request, readChosen(params)));
        if (request.state !== undefined) to.searchParams.set('state', request.state);
        to.searchParams.set('iss', issuer.url);
        return { status: 303, headers: { location: to.href, 'cache-control': 'no-store' }, body: '' };
      }
      case 'POST /token':
        // Programs ask here: what is no form lacks what an exchange needs.
        return exchange(await asked.form().catch(() => new URLSearchParams()));
      default:
        return json({ message: 'Not Found' }, 404);
    }
  }

  async function exchange(params: URLSearchParams): Promise<Reply> {
    if (params.get('grant_type') !== 'authorization_code')
      return json({ error: 'unsupported_grant_type' }, 400);
    const grant = codes.take(params);
    if (!grant) return json({ error: 'invalid_grant' }, 400);
    const token = { ...grant, session: randomUUID(), expiresIn: LIFETIME };
    return json({
      token_type: 'Bearer',
      expires_in: LIFETIME,
      id_token: await mintToken(issuer, token),
      access_token: await mintToken(issuer, { ...token, use: 'access' }),
    });
  }

  if (!(await listen(server, issuer.port))) await listen(server, 0);
  return { server, jwksUri: `http://127.0.0.1:${portOf(server)}/.well-known/jwks.json` };
}

const discovery = (url: string, base: string) => ({
  issuer: url,
  authorization_endpoint: `${base}/authorize`,
  token_endpoint: `${base}/token`,
  jwks_uri: `${base}/.well-known/jwks.json`,
  id_token_signing_alg_values_supported: [ALGORITHM],
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  authorization_response_iss_parameter_supported: true,
  scopes_supported: ['openid'],
  subject_types_supported: ['public'],
});

function askedOf(request: IncomingMessage): Asked {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return { path, query, origin: request.headers.origin, form: () => readForm(request) };
}

/** @throws WrongSignIn for what is no form */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
    if (Buffer.concat(chunks).length > LARGEST_FORM) throw new WrongSignIn('The form is too large.');
  }
  if (type !== 'application/x-www-form-urlencoded') throw new WrongSignIn('Send a form.');
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
