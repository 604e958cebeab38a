import type { Account } from './account.ts';
import type { Random } from './random.ts';

export type StoredSubscriber = {
  account: string;
  name: string;
  address: string;
  contact: { email: string; phone: string };
  identifiers: string[];
  since: string;
  services: string[];
  payment?: { method: 'card' | 'invoice'; ending: string };
};

const STREETS = ['Example Street', 'Sample Avenue', 'Placeholder Lane', 'Specimen Road'];

/** What the directory knows of who a customer is. */
export function subscriberOf(random: Random, account: Account): StoredSubscriber {
  const { id, name, email, phone, userIds, since, customer, country, activity } = account;
  const isPaying = random.chance(0.4) || customer === 'enterprise' || activity > 1;
  return {
    account: id,
    name,
    address: `${random.int(1, 400)} ${random.pick(STREETS)}, Exampleton, ${country}`,
    contact: { email, phone },
    identifiers: [`email:${email}`, `phone:${phone}`, ...userIds.map((one) => `account-id:${one}`)],
    since,
    services: ['mail', 'messages', 'calls', ...(random.chance(0.7) ? ['files'] : [])],
    ...(isPaying
      ? {
          payment: {
            method: customer === 'enterprise' ? 'invoice' : 'card',
            ending: String(random.int(1000, 9999)),
          } as const,
        }
      : {}),
  };
}
