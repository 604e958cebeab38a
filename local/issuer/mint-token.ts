import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { ALGORITHM, type IssuerIdentity } from './signing-key.ts';

/** The one client of the issuer, to which its id tokens are addressed. */
export const AUDIENCE = 'due-process';

export type TokenRequest = {
  /** Who it is for. */
  readonly sub: string;
  readonly roles: readonly string[];
  /** The authority for which an agent acts. */
  readonly authority?: string | undefined;
  /** The session in which it is given; one of its own unless said otherwise. */
  readonly session?: string | undefined;
  /** What the client that asked for it will look for in it. */
  readonly nonce?: string | undefined;
  readonly use?: 'id' | 'access';
  /** Seconds; an hour unless said otherwise. */
  readonly expiresIn?: number;
};

/** A token with the claims of one of Cognito's; an access token has no authority there. */
export function mintToken(
  issuer: IssuerIdentity,
  { sub, roles, authority, session = randomUUID(), nonce, use = 'id', expiresIn = 3600 }: TokenRequest,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const isId = use === 'id';
  const token = new SignJWT({
    token_use: use,
    'cognito:groups': [...roles],
    origin_jti: session,
    ...(isId && authority !== undefined ? { 'custom:authority': authority } : {}),
    ...(isId && nonce !== undefined ? { nonce } : {}),
    ...(isId ? {} : { client_id: AUDIENCE }),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: issuer.keyId, typ: 'JWT' })
    .setIssuer(issuer.url)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .setJti(randomUUID());
  return (isId ? token.setAudience(AUDIENCE) : token).sign(issuer.privateKey);
}
