import * as z from 'zod/mini';
import { problem } from './problem.ts';

export const ROLES = ['agent', 'reviewer', 'releaser', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who calls: from the checked token, by way of the authorizer's context. */
export type Principal = { subject: string; roles: readonly Role[]; authorityId: string | undefined };

/** What the authorizer puts into `requestContext.authorizer`; API Gateway makes strings of everything. */
export const AuthorizerContext = z.object({
  subject: z.string().check(z.minLength(1)),
  roles: z.string(),
  authorityId: z.optional(z.string()),
});

export function principalOf(context: unknown): Principal {
  const parsed = AuthorizerContext.safeParse(context);
  if (!parsed.success) throw problem('token_missing');
  const { subject, roles, authorityId } = parsed.data;
  return {
    subject,
    roles: ROLES.filter((role) => roles.split(',').includes(role)),
    authorityId: authorityId ? authorityId : undefined,
  };
}

/** @throws Problem 403 when the principal has none of the roles */
export function requireRole(principal: Principal, ...roles: Role[]): Role {
  const role = roles.find((candidate) => principal.roles.includes(candidate));
  if (!role) throw problem('role_required', { roles: roles.join(' or ') });
  return role;
}

/** The authority that an agent acts for. @throws Problem 403 when the token names none */
export function requireAuthority(principal: Principal): string {
  if (!principal.authorityId) throw problem('authority_required');
  return principal.authorityId;
}
