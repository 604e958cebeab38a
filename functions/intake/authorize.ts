import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { AuthorizerContext } from '../shared/principal.ts';
import { checkToken, type Expected, type Signed, Subject } from './check-token.ts';
import { claimAt, type RoleNames, rolesOf } from './claims.ts';

/** Checks a raw token's signature, issuer and audience, and gives what was signed. Throws for every other token. */
export type VerifyToken = (token: string) => Promise<Signed>;

export type AuthorizeDeps = {
  verify: VerifyToken;
  expected: Expected;
  /** Names of claims, or their paths. */
  claims: { roles: string; authority: string; person: string };
  roleNames: RoleNames;
  now(): number;
};

/** The scheme has no case (RFC 9110, 11.1), and white space around a field's value is not part of it (5.5). */
const BEARER = /^bearer +([A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{1,8192}\.[A-Za-z0-9_-]{1,2048})[ \t]*$/i;
const AuthorityId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,63}$/));
/** What issuers call the session in which tokens were given: OpenID Connect, Cognito, older Keycloaks. */
const SESSION_CLAIMS = ['sid', 'origin_jti', 'session_state'];
const Session = z.string().check(z.minLength(1), z.maxLength(1024));

/**
 * Who a bearer token stands for, or undefined where there is none.
 * @param authorization value of the Authorization header
 * @throws TokenRefused, or what `verify` throws, for a token that is not a good one of ours
 */
export async function authorize(
  authorization: string | undefined,
  { verify, expected, claims: names, roleNames, now }: AuthorizeDeps,
): Promise<z.infer<typeof AuthorizerContext> | undefined> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  const signed = await verify(token);
  const account = checkToken(signed, expected, now());
  const { claims } = signed;
  const person = personIn(claims, names.person);
  const named = claimAt(claims, names.authority);
  const authority = AuthorityId.safeParse(named);
  const session = sessionOf(claims);
  const roles = rolesOf(claimAt(claims, names.roles), roleNames);
  // Who acts for somebody whose name cannot be read is not one of us either, nor is who cannot be told from a colleague.
  const isStrange = (!authority.success && !isNone(named)) || person === undefined;
  return {
    subject: person ?? account,
    ...(person !== undefined && person !== account ? { account } : {}),
    roles: roles.filter((role) => role === 'agent' || !isStrange).join(','),
    ...(authority.success ? { authorityId: authority.data } : {}),
    ...(session ? { session } : {}),
  };
}

/** Who holds the account; undefined where its token does not say so, as those of agents may not. A number is one in words. */
function personIn(claims: Signed['claims'], name: string): string | undefined {
  const claim = claimAt(claims, name);
  return Subject.safeParse(Number.isSafeInteger(claim) ? String(claim) : claim).data;
}

/** Issuers leave a claim out, or empty, of whom it does not concern. */
const isNone = (claim: unknown) =>
  claim === undefined || claim === null || claim === '' || (Array.isArray(claim) && claim.length === 0);

/** Hashed: what is kept with a demand must not serve to find a session at the issuer. */
function sessionOf(claims: Signed['claims']): string | undefined {
  for (const name of SESSION_CLAIMS) {
    const session = Session.safeParse(claims[name]);
    if (session.success) return createHash('sha256').update(session.data).digest('hex');
  }
  return undefined;
}
