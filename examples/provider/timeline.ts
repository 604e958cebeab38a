import type { Account } from './account.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
/** How far back the provider's records go. */
export const HISTORY_DAYS = 730;

/** An instant of the last 24 months, in whole seconds, before `today`. */
export function someInstant(random: Random, today: Date): Date {
  const day = random.int(1, HISTORY_DAYS);
  return new Date(today.getTime() - day * DAY_MS + random.int(0, 86_399) * 1000);
}

/** Later by some minutes, but not today. */
export function later(from: Date, minutes: number, today: Date): Date {
  return new Date(Math.min(from.getTime() + minutes * 60_000, today.getTime() - 1000));
}

/** An account, busy ones more often. */
export function someAccount(random: Random, accounts: readonly Account[]): Account {
  const total = accounts.reduce((sum, { activity }) => sum + activity, 0);
  let left = random.next() * total;
  for (const account of accounts) {
    left -= account.activity;
    if (left < 0) return account;
  }
  return random.pick(accounts);
}

/** Two or more accounts that have something to do with each other. */
export function someCircle(random: Random, accounts: readonly Account[], size: number): Account[] {
  const circle = new Set<Account>();
  while (circle.size < size) circle.add(someAccount(random, accounts));
  return [...circle];
}

/** The sort key of what happened at an instant. */
export const entryOf = (at: Date, id: string, prefix = '') => `${prefix}${at.toISOString()}#${id}`;
