import { ROLES, type Role } from '../shared/principal.ts';

type Claims = Readonly<Record<string, unknown>>;

/** By the name of a group, the roles that it gives; undefined where groups are called as the roles are. */
export type RoleNames = ReadonlyMap<string, ReadonlySet<Role>> | undefined;

/** Names of roles that cannot be read: a setting of ours, and no bad token. */
export class UnreadableRoleNames extends Error {
  override readonly name = 'UnreadableRoleNames';
}

/** A claim by its name, or by its path: `realm_access.roles` where no claim is called that. */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const member of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
    value = Reflect.get(value, member);
  }
  return value;
}

/**
 * `GROUP=role,GROUP=role`: which groups of the issuer give which role. Empty: groups are called as the roles are. What
 * is not listed gives none, so that a group that only happens to be called `reviewer` does not.
 * @throws UnreadableRoleNames
 */
export function readRoleNames(text: string): RoleNames {
  if (text === '') return undefined;
  const names = new Map<string, Set<Role>>();
  for (const pair of text.split(',')) {
    const cut = pair.lastIndexOf('=');
    const [group, named] = [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
    const role = ROLES.find((candidate) => candidate === named);
    if (cut < 0 || group === '' || !role) throw new UnreadableRoleNames('a pair is not GROUP=role');
    names.set(group, (names.get(group) ?? new Set()).add(role));
  }
  return names;
}

/** The roles that a claim gives: a list of groups, or words between white space or commas. Everything else gives none. */
export function rolesOf(claim: unknown, names: RoleNames): Role[] {
  const groups = new Set<unknown>(
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [],
  );
  if (!names) return ROLES.filter((role) => groups.has(role));
  const given = [...names].flatMap(([group, roles]) => (groups.has(group) ? [...roles] : []));
  return ROLES.filter((role) => given.includes(role));
}
