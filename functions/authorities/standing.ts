import type { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { isNameOf, isStaff, type Principal, requireAuthority } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import type { Authority } from './authority.schema.ts';
import type { AuthorityRegister } from './authority-register.ts';

export type StandingDeps = { authorities: AuthorityRegister; clock(): Date };

/** A person and the authority that its token names. */
export type Agent = { authorityId: string } & Pick<Principal, 'subject' | 'account'>;

/**
 * The entry of the authority that an agent acts for, while that is enrolled and takes the agent for one of its own.
 * @throws Problem 403
 */
export async function requireStanding(
  { authorityId, ...agent }: Agent,
  { authorities, clock }: StandingDeps,
): Promise<Authority> {
  const authority = await authorities.find(authorityId);
  const standing = standingOf(authority, clock());
  if (!authority || standing === 'unknown') throw problem('authority_not_enrolled');
  if (standing === 'suspended') throw problem('authority_suspended');
  if (!isListed(authority, agent)) throw problem('agent_not_listed');
  return authority;
}

/** The same of whoever calls as an agent; staff need no authority, and have none. @throws Problem 403 */
export async function requireStandingOfAgent(
  principal: Principal,
  deps: StandingDeps,
): Promise<Authority | undefined> {
  if (isStaff(principal)) return undefined;
  return requireStanding({ ...principal, authorityId: requireAuthority(principal) }, deps);
}

/** What an authority is at an instant, as its entry has it. */
export function standingOf(
  authority: Pick<Authority, 'status'> | undefined,
  now: Date,
): 'enrolled' | 'suspended' | 'unknown' {
  if (!authority) return 'unknown';
  const { is, from } = authority.status;
  const hasBegun = Date.parse(from) <= now.getTime();
  if (is === 'suspended') return hasBegun ? 'suspended' : 'enrolled';
  return hasBegun ? 'enrolled' : 'unknown';
}

/** An entry may list accounts, or who holds them. */
const isListed = ({ agents }: Authority, agent: Pick<Agent, 'subject' | 'account'>): boolean =>
  agents?.some((listed) => isNameOf(listed, agent)) ?? true;

/** What of an entry a demand keeps. */
export const registeredOf = ({ name, otherNames, country, level, kind }: Authority): RegisteredAuthority => ({
  name,
  ...(otherNames ? { otherNames } : {}),
  country,
  level,
  kind,
});
