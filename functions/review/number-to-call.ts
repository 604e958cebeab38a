import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { standingOf } from '../authorities/standing.ts';
import type { Clock } from '../shared/clock.ts';

/**
 * The one number at which an authority is called back: the register's, as it is now. A demand, its paper and its letterhead
 * name others, and whoever forged them answers those.
 */
export async function numberToCall(
  authorityId: string,
  { authorities, clock }: { authorities: AuthorityRegister; clock: Clock },
): Promise<string | undefined> {
  const authority = await authorities.find(authorityId);
  return standingOf(authority, clock()) === 'enrolled' ? authority?.switchboard : undefined;
}
