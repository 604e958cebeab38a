import * as oauth from 'oauth4webapi';
import { type Config, isRecord } from '../config.ts';
import { type Session, sessions } from './session.ts';
import { forget, keep, kept } from './tab-store.ts';

/** Signing in did not come to an end: the text says what to do. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
}

const RETURN_PATH = '/signed-in';
const redirectUri = () => location.origin + RETURN_PATH;
const ATTEMPT = 'sign-in';

type Attempt = { verifier: string; state: string; nonce: string; to: string };

/** An issuer on this machine speaks HTTP; every other must speak HTTPS. */
const insecureHere = ({ issuer }: Config) =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname)
    ? { [oauth.allowInsecureRequests]: true }
    : {};

async function issuerOf(config: Config): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(config.issuer);
  const response = await oauth.discoveryRequest(issuer, insecureHere(config));
  return oauth.processDiscoveryResponse(issuer, response);
}

/**
 * Leaves for the issuer's page, by the authorization code flow with PKCE (RFC 7636).
 * @param to path to come back to
 * @throws NotSignedIn where the issuer does not answer
 */
export async function leaveToSignIn(config: Config, to: string): Promise<void> {
  const attempt: Attempt = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    to,
  };
  const server = await issuerOf(config).catch((cause: unknown) => {
    throw new NotSignedIn('The sign-in page of your organisation does not answer. Try again in a minute.', {
      cause,
    });
  });
  if (!server.authorization_endpoint) throw new NotSignedIn('Your organisation names no page to sign in at.');
  const page = new URL(server.authorization_endpoint);
  page.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: 'openid',
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  }).toString();
  keep(ATTEMPT, attempt);
  location.assign(page);
}

/**
 * Takes the token for the code that the issuer sent back with.
 * @returns who is signed in now, and the path they came from
 * @throws NotSignedIn
 */
export async function comeBack(config: Config): Promise<{ session: Session; to: string }> {
  const attempt = kept(ATTEMPT);
  forget(ATTEMPT);
  if (!isAttempt(attempt)) throw new NotSignedIn('This tab did not ask to sign in. Begin again.');
  const client: oauth.Client = { client_id: config.clientId };
  try {
    const server = await issuerOf(config);
    const params = oauth.validateAuthResponse(server, client, new URL(location.href), attempt.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      params,
      redirectUri(),
      attempt.verifier,
      insecureHere(config),
    );
    const { id_token } = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: attempt.nonce,
      requireIdToken: true,
    });
    const session = id_token === undefined ? undefined : sessions.begin(id_token);
    if (!session) throw new NotSignedIn('Your organisation sent a token that these pages cannot read.');
    return { session, to: attempt.to };
  } catch (error) {
    if (error instanceof NotSignedIn) throw error;
    throw new NotSignedIn('Your organisation did not let you in, or its answer came too late. Begin again.', {
      cause: error,
    });
  }
}

const isAttempt = (value: unknown): value is Attempt =>
  isRecord(value) &&
  typeof value.verifier === 'string' &&
  typeof value.state === 'string' &&
  typeof value.nonce === 'string' &&
  typeof value.to === 'string' &&
  // A path of these pages and no address.
  /^\/(?![/\\])/.test(value.to);
