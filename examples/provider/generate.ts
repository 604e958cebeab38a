import type { Account } from './account.ts';
import { inventAccounts } from './accounts.ts';
import { assignAddresses } from './addresses.ts';
import { inventCalls, type StoredCall } from './calls.ts';
import { type DirectoryItem, directoryOf } from './directory.ts';
import { inventFiles, type StoredAccess, type StoredFile } from './files.ts';
import { inventMail, type StoredMail } from './mail.ts';
import { inventMessages, type StoredMessage } from './messages.ts';
import { seededRandom } from './random.ts';
import { inventRecordings, type StoredRecording } from './recordings.ts';
import { inventSessions, type StoredSession } from './sessions.ts';
import { type StoredSubscriber, subscriberOf } from './subscribers.ts';

/** Everything that the sample provider holds. */
export type SampleProvider = {
  accounts: Account[];
  directory: DirectoryItem[];
  subscribers: StoredSubscriber[];
  sessions: StoredSession[];
  mail: StoredMail[];
  messages: StoredMessage[];
  calls: StoredCall[];
  files: StoredFile[];
  accesses: StoredAccess[];
  recordings: StoredRecording[];
};

export type Amounts = Record<
  'accounts' | 'mail' | 'messages' | 'calls' | 'recordings' | 'files' | 'sessions',
  number
>;

export const SAMPLE_AMOUNTS: Amounts = {
  accounts: 60,
  mail: 2000,
  messages: 1200,
  calls: 600,
  recordings: 90,
  files: 160,
  sessions: 1800,
};

const SEED = 20_130_601;
/** Addresses whose holders change every week; the sample demands ask for the first. */
const ADDRESSES = ['203.0.113.7', '203.0.113.8'];

/** Whom each account of the sample provider belongs to, whatever day it was loaded. */
export const sampleAccounts = (): Account[] =>
  inventAccounts(seededRandom(SEED), new Date(0), SAMPLE_AMOUNTS.accounts);

/**
 * Invents the provider: the same `today` (a date, such as `2026-11-23`) always makes the same one. All records are of
 * the 24 months before it.
 */
export async function generateProvider(
  today: string,
  amounts: Amounts = SAMPLE_AMOUNTS,
): Promise<SampleProvider> {
  const midnight = new Date(`${today}T00:00:00.000Z`);
  const random = seededRandom(SEED);
  const accounts = inventAccounts(random, midnight, amounts.accounts);
  const consumers = accounts.filter(({ customer, inUS }) => customer === 'consumer' && inUS);
  const assignments = assignAddresses(consumers, midnight, ADDRESSES);
  const invented = {
    accounts,
    directory: directoryOf(accounts, assignments, midnight),
    subscribers: accounts.map((account) => subscriberOf(random, account)),
    sessions: inventSessions(random, accounts, assignments, midnight, amounts.sessions),
    mail: await inventMail(random, accounts, midnight, amounts.mail),
    messages: inventMessages(random, accounts, midnight, amounts.messages),
    calls: inventCalls(random, accounts, midnight, amounts.calls),
    ...inventFiles(random, accounts, midnight, amounts.files),
  };
  const recordings = inventRecordings(random, accounts, invented.calls, amounts.recordings);
  return { ...invented, recordings };
}
