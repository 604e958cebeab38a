import { identifier } from '../../functions/provider/sample-provider.tables.ts';
import type { Account } from './account.ts';
import type { Assignment } from './addresses.ts';

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
  return [...standing, ...assigned];
}

const aboutOf = ({ id, customer, usPerson, inUS, dataCountry, controllerCountry }: Account) => ({
  account: id,
  customer,
  usPerson,
  inUS,
  dataCountry,
  controllerCountry,
});
