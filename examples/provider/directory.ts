import { identifier } from '../../functions/provider/sample-provider.tables.ts';
import type { Account } from './account.ts';
import type { Assignment } from './addresses.ts';

const DAY_MS = 86_400_000;

/** One identifier that named one account from `since` on, and until `until` where it has ended. */
export type DirectoryItem = {
  identifier: string;
  since: string;
  until?: string;
  account: string;
  customer: 'consumer' | 'enterprise';
  usPerson: boolean;
  inUS: boolean;
  dataCountry: string;
  controllerCountry: string;
};

export function directoryOf(
  accounts: readonly Account[],
  assignments: readonly Assignment[],
  today: Date,
): DirectoryItem[] {
  const standing = accounts.flatMap((account) => {
    const { id, email, phone, userIds, since } = account;
    const names = [
      identifier('email', email),
      identifier('phone', phone),
      identifier('account-id', id),
      ...userIds.map((one) => identifier('account-id', one)),
    ];
    return names.map((name) => ({ identifier: name, since, ...aboutOf(account) }));
  });
  const assigned = assignments.map(({ address, account, since, until }) => ({
    identifier: identifier('ip-address', address),
    since: since.toISOString(),
    until: until.toISOString(),
    ...aboutOf(account),
  }));
  return [...standing, ...assigned, ...handedOn(accounts, today)];
}

/** Identifiers that more than one account had: by name of the mailbox, and from and to how many days before `today`. */
const HANDED_ON: readonly [type: string, value: string, who: string, since: number, until?: number][] = [
  ['phone', '+12025550199', 'carol@example.com', 700, 200],
  ['phone', '+12025550199', 'dave@example.com', 170],
  ['ip-address', '203.0.113.99', 'bob@example.com', 90, 59.5],
  ['ip-address', '203.0.113.99', 'carol@example.com', 59.5],
  ['device', '00:53:00:00:00:01', 'alice@example.com', 400],
  ['device', '00:53:00:00:00:01', 'bob@example.com', 300],
];

function handedOn(accounts: readonly Account[], today: Date): DirectoryItem[] {
  const daysBefore = (days: number) => new Date(today.getTime() - days * DAY_MS).toISOString();
  return HANDED_ON.flatMap(([type, value, who, since, until]) =>
    accounts
      .filter(({ email }) => email === who)
      .map((account) => ({
        identifier: identifier(type, value),
        since: daysBefore(since),
        ...(until === undefined ? {} : { until: daysBefore(until) }),
        ...aboutOf(account),
      })),
  );
}

const aboutOf = ({ id, customer, usPerson, inUS, dataCountry, controllerCountry }: Account) => ({
  account: id,
  customer,
  usPerson,
  inUS,
  dataCountry,
  controllerCountry,
});
