import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import type { Case } from './case.ts';

type About = (account: AccountMatch) => boolean;

/** Whether an account of ours, of whichever target, is such a one. */
export function hasAccount({ circumstances: { accounts } }: Case, isSuch: About): boolean {
  for (const account of accounts) if (account.matched && isSuch(account)) return true;
  return false;
}

/** Whether an account that this target resolved to is such a one. */
export const isHeldBy = (isSuch: About, given: Case, index: number): boolean =>
  hasAccount(given, (account) => account.target === index && isSuch(account));
