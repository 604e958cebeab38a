import * as oidc from 'openid-client';
import { InputError } from '../input-file.ts';
import { openCallback } from './callback.ts';

export type SignIn = {
  issuer: URL;
  clientId: string;
  /** Where the browser comes back: issuers want to know the address beforehand. 0 lets the system choose. */
  port: number;
  scope: string;
  use: 'id' | 'access';
  waitMs: number;
  /** Told the address at which the person signs in. */
  onAddress(address: URL): void;
};

/**
 * Signs a person in with a browser, by the authorization code flow with PKCE, and gives a token.
 * @throws InputError where it cannot be done, in one line
 */
export async function signIn({
  issuer,
  clientId,
  port,
  scope,
  use,
  waitMs,
  onAddress,
}: SignIn): Promise<string> {
  const config = await discover(issuer, clientId);
  const callback = await openCallback(port).catch(() => {
    throw new InputError(`The port ${port} of this machine is taken. Free it, or name another with --port.`);
  });
  try {
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const arrived = callback.arrival(state, waitMs);
    const challenge = await oidc.calculatePKCECodeChallenge(verifier);
    onAddress(
      oidc.buildAuthorizationUrl(config, {
        redirect_uri: callback.redirectUri,
        scope,
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }),
    );
    const back = await arrived;
    if (!back) throw new InputError('Nobody signed in within the time.');
    const tokens = await oidc.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const token = use === 'id' ? tokens.id_token : tokens.access_token;
    if (!token) throw new InputError(`The issuer gave no ${use} token.`);
    return token;
  } catch (error) {
    if (error instanceof InputError) throw error;
    // Texts of the other side are not repeated.
    throw new InputError(`The issuer did not give a token (${nameOf(error)}).`);
  } finally {
    callback.close();
  }
}

async function discover(issuer: URL, clientId: string): Promise<oidc.Configuration> {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && isHere))
    throw new InputError('An issuer has an https address; http is for this machine only.');
  try {
    return await oidc.discovery(issuer, clientId, undefined, oidc.None(), {
      timeout: 15,
      execute: [oidc.enableNonRepudiationChecks, ...(isHere ? [oidc.allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw new InputError(`The issuer does not describe itself at that address (${nameOf(error)}).`);
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** The code of an error, which is one of ours, of the library's or of RFC 6749. */
function nameOf(error: unknown): string {
  const name =
    error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError
      ? error.error
      : (codeOf(error) ?? codeOf(Object(error).cause) ?? 'unknown');
  return /^[\w-]{1,60}$/.test(name) ? name : 'unknown';
}
