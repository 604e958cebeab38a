import * as z from 'zod/mini';
import { isSamePerson, personOf } from './person.ts';
import { problem } from './problem.ts';

/** The cleared roles are those of national security demands, and of no others. */
export const ROLES = [
  'agent',
  'reviewer',
  'releaser',
  'auditor',
  'cleared-reviewer',
  'cleared-releaser',
  'cleared-auditor',
  'mailer',
  'cleared-mailer',
] as const;
export type Role = (typeof ROLES)[number];

/** The request header in which a caller with several roles names the one it acts in. */
export const ACTING_ROLE = 'Acting-Role';

/**
 * Who calls, in one role: rights of several never add up. Use cases name the roles that they serve (`Principal<'agent'>`),
 * and the compiler holds those against the roles of the route.
 */
export type Principal<R extends Role = Role> = {
  /** The one form of all spellings of the subject; persons are compared by it. */
  person: string;
  /** As the token wrote it: who holds the account, where a claim of its own says so. */
  subject: string;
  /** What the issuer calls the account, where that is not the subject: by it they acted before there was such a claim. */
  account?: string | undefined;
  role: R;
  /** The authority that an agent acts for; nobody else has one. */
  authorityId?: string | undefined;
  /** SHA-256 of the session at the issuer, where its tokens name one. */
  session?: string | undefined;
};

/** What the authorizer puts into `requestContext.authorizer`; API Gateway makes strings of everything. */
export const AuthorizerContext = z.object({
  subject: z.string().check(z.minLength(1)),
  account: z.optional(z.string()),
  roles: z.string(),
  authorityId: z.optional(z.string()),
  session: z.optional(z.string()),
});

/**
 * The caller, in the one role in which it acts.
 * @param taken roles that the route takes
 * @param named what the caller's header `Acting-Role` says
 * @throws Problem 401, 403; 400 where the role is not clear
 */
export function principalOf<R extends Role>(
  context: unknown,
  taken: readonly R[],
  named: string | undefined,
): Principal<R> {
  const parsed = AuthorizerContext.safeParse(context);
  if (!parsed.success) throw problem('token_missing');
  const { subject, account, roles, authorityId, session } = parsed.data;
  const held = ROLES.filter((role) => roles.split(',').includes(role));
  const role = actingRole(held, taken, named);
  // Who acts for an authority has a part in demands, and does not put it aside by leaving a claim out of use.
  if (role !== 'agent' && (held.includes('agent') || authorityId)) throw problem('agents_token');
  return {
    person: personOf(subject),
    subject,
    ...(account ? { account } : {}),
    role,
    ...(role === 'agent' && authorityId ? { authorityId } : {}),
    ...(session ? { session } : {}),
  };
}

function actingRole<R extends Role>(
  held: readonly Role[],
  taken: readonly R[],
  named: string | undefined,
): R {
  if (named !== undefined && !ROLES.some((role) => role === named))
    throw problem('unknown_role', { roles: ROLES.join(', ') });
  if (named !== undefined && !held.some((role) => role === named)) throw problem('role_not_held');
  const [role, another] = taken.filter(
    (candidate) => held.includes(candidate) && (named === undefined || candidate === named),
  );
  if (!role) throw problem('role_required', { roles: taken.join(' or ') });
  if (another) throw problem('acting_role_required');
  return role;
}

/** Whether somebody belongs to the desk, as against who only acts for an authority. */
export const isStaff = ({ role }: Principal): boolean => role !== 'agent';

/** Whether a name in a record is that of who calls: of the person, or of the account that they come by. */
export const isNameOf = (
  name: string,
  { subject, account = subject }: Pick<Principal, 'subject' | 'account'>,
): boolean => isSamePerson(name, subject) || isSamePerson(name, account);

/** The authority that an agent acts for. @throws Problem 403 when the token names none */
export function requireAuthority({ authorityId }: Principal): string {
  if (!authorityId) throw problem('authority_required');
  return authorityId;
}
