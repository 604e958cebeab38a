import type { Account } from './account.ts';
import type { Assignment } from './addresses.ts';
import type { Random } from './random.ts';
import { entryOf, later, someAccount, someInstant } from './timeline.ts';

export type StoredSession = {
  account: string;
  entry: string;
  id: string;
  start: string;
  end: string;
  address: string;
  port: number;
  userAgent: string;
};

const AGENTS = [
  'SampleMail/4.2 (Android 16)',
  'SampleMail/4.2 (iOS 20)',
  'Mozilla/5.0 (X11; Linux x86_64) Sample/1',
];
const DAY_MS = 86_400_000;

/** Log-ins: one a day on every assigned address, by who had it, and others from anywhere. */
export function inventSessions(
  random: Random,
  accounts: readonly Account[],
  assignments: readonly Assignment[],
  today: Date,
  count: number,
): StoredSession[] {
  const assigned = assignments.flatMap(({ account, address, since, until }) =>
    daysOf(since, until)
      .filter((day) => day < today)
      .map((day) =>
        session(random, account.id, address, new Date(day.getTime() + random.int(6, 18) * 3_600_000), today),
      ),
  );
  const others = Array.from({ length: Math.max(0, count - assigned.length) }, () =>
    session(
      random,
      someAccount(random, accounts).id,
      `203.0.113.${random.int(20, 254)}`,
      someInstant(random, today),
      today,
    ),
  );
  return [...assigned, ...others];
}

function daysOf(since: Date, until: Date): Date[] {
  const days: Date[] = [];
  for (let day = since.getTime(); day < until.getTime(); day += DAY_MS) days.push(new Date(day));
  return days;
}

function session(random: Random, account: string, address: string, start: Date, today: Date): StoredSession {
  const id = random.id(16);
  return {
    account,
    entry: entryOf(start, id),
    id,
    start: start.toISOString(),
    end: later(start, random.int(2, 240), today).toISOString(),
    address,
    port: random.int(1024, 65_535),
    userAgent: random.pick(AGENTS),
  };
}
