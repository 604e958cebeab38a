import type { Account } from './account.ts';
import { HISTORY_DAYS } from './timeline.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** Who had a network address from when to when. */
export type Assignment = { address: string; account: Account; since: Date; until: Date };

/**
 * Addresses that pass from one account to the next every week, without a gap until a week after `today`, so that an
 * address names somebody on any day, and another one a week later.
 */
export function assignAddresses(
  accounts: readonly Account[],
  today: Date,
  addresses: readonly string[],
): Assignment[] {
  return addresses.flatMap((address, offset) => {
    const weeks = Math.ceil(HISTORY_DAYS / WEEK_DAYS) + 1;
    return Array.from({ length: weeks }, (_, week) => {
      const since = new Date(today.getTime() + (WEEK_DAYS - (weeks - week) * WEEK_DAYS) * DAY_MS);
      const account = accounts[(week * 5 + offset) % accounts.length];
      return account
        ? [{ address, account, since, until: new Date(since.getTime() + WEEK_DAYS * DAY_MS) }]
        : [];
    }).flat();
  });
}
