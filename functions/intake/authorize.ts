import * as z from 'zod/mini';
import { type AuthorizerContext, ROLES } from '../shared/principal.ts';

/** Checks a raw token's signature, issuer, audience and times, and gives its claims. Throws for every other token. */
export type VerifyToken = (token: string) => Promise<Record<string, unknown>>;

export type ClaimNames = { roles: string; authority: string };

/** The scheme has no case (RFC 9110, 11.1), and white space around a field's value is not part of it (5.5). */
const BEARER = /^bearer +([A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{1,8192}\.[A-Za-z0-9_-]{1,2048})[ \t]*$/i;
/** Up to 255 ASCII characters with their case (OpenID Connect Core, 2), of which those that control are in no name. */
const Subject = z.string().check(z.regex(/^(?! *$)[ -~]{1,255}$/));
const AuthorityId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,63}$/));
const Groups = z.union([z.array(z.string()), z.string()]);

/**
 * Who a bearer token stands for, or undefined for anything that is not a good token of ours.
 * @param authorization value of the Authorization header
 */
export async function authorize(
  authorization: string | undefined,
  deps: { verify: VerifyToken; claims: ClaimNames },
): Promise<z.infer<typeof AuthorizerContext> | undefined> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  const claims = await deps.verify(token);
  const subject = Subject.safeParse(claims.sub);
  // Libraries take a token without an end to be good for ever.
  if (!subject.success || claims.exp === undefined) return undefined;
  const authority = AuthorityId.safeParse(claims[deps.claims.authority]);
  return {
    subject: subject.data,
    roles: rolesOf(claims[deps.claims.roles]).join(','),
    ...(authority.success ? { authorityId: authority.data } : {}),
  };
}

function rolesOf(claim: unknown): string[] {
  const groups = Groups.safeParse(claim);
  if (!groups.success) return [];
  const named = typeof groups.data === 'string' ? groups.data.split(/[\s,]/) : groups.data;
  return ROLES.filter((role) => named.includes(role));
}
