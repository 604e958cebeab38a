import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { ALGORITHM, type IssuerIdentity } from './signing-key.ts';

export const AUDIENCE = 'due-process';

export type TokenRequest = {
  /** Who it is for. */
  readonly sub: string;
  readonly roles: readonly string[];
  /** The authority for which an agent acts. */
  readonly authority?: string | undefined;
  /** Seconds; an hour unless said otherwise. */
  readonly expiresIn?: number;
};

/** A token with the claims of a Cognito id token. */
export function mintToken(
  issuer: IssuerIdentity,
  { sub, roles, authority, expiresIn = 3600 }: TokenRequest,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    token_use: 'id',
    'cognito:groups': [...roles],
    ...(authority === undefined ? {} : { 'custom:authority': authority }),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: issuer.keyId, typ: 'JWT' })
    .setIssuer(issuer.url)
    .setAudience(AUDIENCE)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .setJti(randomUUID())
    .sign(issuer.privateKey);
}
