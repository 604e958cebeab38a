import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { listen, portOf } from '../state/ports.ts';
import { AUDIENCE, mintToken } from './mint-token.ts';
import type { Person } from './person.ts';
import { registered } from './registered.ts';
import { Codes, readChosen, readSignIn, WrongChoice, WrongSignIn } from './sign-in.ts';
import { policyOf, signedOutPage, signInPage, wrongPage } from './sign-in-page.ts';
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

const html = (body: string, status = 200, redirectUri?: string): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policyOf(redirectUri),
    // Without any referrer, browsers would not say either where the form comes from.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  },
  body,
});

const redirect = (to: URL): Reply => ({
  status: 303,
  headers: { location: to.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  body: '',
});

export type IssuerOptions = {
  /** Whom the page to sign in at offers; anybody else can be described there too. */
  readonly people?: readonly Person[];
  /** Gives the origins of the pages to which people go back, and which may read what the issuer answers. */
  readonly pages?: () => readonly string[];
};

/** What pages of another origin read: they are told so, and so is nobody else's page. */
const SHARED: readonly string[] = ['/.well-known/openid-configuration', '/.well-known/jwks.json', '/token'];

/**
 * Serves what a verifier of tokens needs, the discovery document and the public key, and a page to sign in at, by the
 * authorization code flow with PKCE.
 */
export async function serveIssuer(
  issuer: IssuerIdentity,
  { people = [], pages = () => [] }: IssuerOptions = {},
): Promise<IssuerServer> {
  const codes = new Codes();
  const known = registered(pages);
  const server = createServer((request, response) => {
    const asked = askedOf(request);
    const { origin } = asked;
    const isShared = SHARED.includes(asked.path);
    const isForeign = isShared && origin !== undefined && !known.isPage(origin);
    // Programs name no origin; a page that does, and is not ours, is not to try codes either.
    const answered = isForeign
      ? Promise.resolve(json({ error: 'invalid_request' }, 403))
      : answer(asked, request.method ?? '');
    answered
      .catch((error: unknown): Reply => {
        if (error instanceof WrongSignIn) return html(wrongPage(error.message), 400);
        return json({ error: 'server_error' }, 500);
      })
      .then(({ status, headers, body }) => {
        if (isShared) response.setHeader('vary', 'origin');
        if (isShared && origin !== undefined && !isForeign)
          response.setHeader('access-control-allow-origin', origin);
        response.writeHead(status, headers).end(body);
      })
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
        const { redirectUri } = readSignIn(params, known);
        return html(signInPage(params, people), 200, redirectUri);
      }
      case 'POST /authorize': {
        // Browsers say where a form comes from: no other page signs anybody in.
        if (
          asked.origin !== undefined &&
          ![base, base.replace('127.0.0.1', 'localhost')].includes(asked.origin)
        )
          throw new WrongSignIn('The form came from another page.');
        return signIn(await asked.form());
      }
      case 'GET /logout':
        return signOut(new URLSearchParams(asked.query));
      case 'POST /logout':
        return signOut(await asked.form());
      case 'OPTIONS /token':
        return {
          status: 204,
          headers: { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' },
          body: '',
        };
      case 'POST /token':
        // Programs ask here: what is no form lacks what an exchange needs.
        return exchange(await asked.form().catch(() => new URLSearchParams()));
      default:
        return json({ message: 'Not Found' }, 404);
    }
  }

  function signIn(params: URLSearchParams): Reply {
    const request = readSignIn(params, known);
    try {
      const to = new URL(request.redirectUri);
      to.searchParams.set('code', codes.give(request, readChosen(params, people)));
      to.searchParams.set('state', request.state);
      to.searchParams.set('iss', issuer.url);
      return redirect(to);
    } catch (error) {
      if (error instanceof WrongChoice)
        return html(signInPage(params, people, error.message), 400, request.redirectUri);
      throw error;
    }
  }

  /** OpenID Connect RP-Initiated Logout 1.0. Nobody is remembered here, so that it only leads back, to a page of ours. */
  function signOut(params: URLSearchParams): Reply {
    const [to, ...others] = params.getAll('post_logout_redirect_uri');
    const state = params.get('state');
    if (to === undefined) return html(signedOutPage());
    const isOurs = params.get('client_id') === AUDIENCE && others.length === 0 && known.isEnd(to);
    if (!isOurs || (state !== null && !/^[!-~]{1,512}$/.test(state))) return html(signedOutPage(), 400);
    const url = new URL(to);
    if (state !== null) url.searchParams.set('state', state);
    return redirect(url);
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
  end_session_endpoint: `${base}/logout`,
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
