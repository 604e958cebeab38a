import type { Journal, JournalLine } from './journal.ts';
import type { Letter, LettersApi } from './letters-api.ts';
import { messageOf } from './message-of.ts';
import type { Transport } from './transports.ts';

export type MailerDeps = {
  api: LettersApi;
  journal: Journal;
  transport: Transport;
  from: string;
  /** Where the customer of an account is written to, by the provider's own records. */
  addressOf(account: string): string | undefined;
  /** A letter did not go out. What the error says may name an address. */
  onFailure?(demandId: string, letter: number, error: unknown): void;
};

/** What became of the letters of a demand; those that failed and those that an order holds are told of again. */
export type Mailed = { sent: number; failed: number; isHeld: boolean };

/**
 * Takes the letters of a demand that wait, sends each and tells the API. What a run before left is settled first: what the server
 * had taken is confirmed and not sent again, what it was not asked to take is given back. Of what was cut off in between nobody
 * knows: the API gives it out again after its time, and it is sent under the same Message-ID.
 */
export async function sendLetters(demandId: string, deps: MailerDeps): Promise<Mailed> {
  const { api, journal } = deps;
  const before = await settle(demandId, deps);
  const mailed = { sent: before.sent, failed: 0, isHeld: false };
  for (let { isAll } = before; !isAll; ) {
    const letters = await api.take(demandId);
    mailed.isHeld = letters === 'held';
    if (letters === 'held' || letters.length === 0) break;
    for (const { letter, taken } of letters) journal.write({ demandId, letter, taken, state: 'taken' });
    for (const letter of letters) if (!(await isSent(demandId, letter, deps))) mailed.failed += 1;
    const confirmed = await confirm(demandId, journal.of(demandId), deps);
    mailed.sent += confirmed.sent;
    isAll = confirmed.isAll;
  }
  // At the end: what is given back waits again, and would be taken at once.
  await giveBack(demandId, journal.of(demandId), deps);
  return mailed;
}

/** Whether the mail server took a letter. */
async function isSent(demandId: string, letter: Letter, deps: MailerDeps): Promise<boolean> {
  const { journal, transport, from, addressOf } = deps;
  const line = { demandId, letter: letter.letter, taken: letter.taken };
  try {
    const message = messageOf(demandId, letter, { from, to: addressOf(letter.account) ?? '' });
    journal.write({ ...line, state: 'sending' });
    journal.write({ ...line, state: 'sent', providerId: await transport(message) });
    return true;
  } catch (error) {
    journal.write({ ...line, state: 'taken' });
    deps.onFailure?.(demandId, letter.letter, error);
    return false;
  }
}

async function settle(demandId: string, deps: MailerDeps): Promise<Confirmed> {
  const lines = deps.journal.of(demandId);
  const confirmed = await confirm(demandId, lines, deps);
  await giveBack(demandId, lines, deps);
  return confirmed;
}

/** How many were confirmed now, and whether those were all that a demand has. */
type Confirmed = { sent: number; isAll: boolean };

async function confirm(
  demandId: string,
  lines: readonly JournalLine[],
  { api, journal }: MailerDeps,
): Promise<Confirmed> {
  const sent = lines.flatMap(({ letter, state, providerId }) =>
    state === 'sent' && providerId !== undefined ? [{ letter, providerId }] : [],
  );
  let isAll = false;
  for (const some of upTo(AT_ONCE, sent)) {
    isAll = (await api.sent(demandId, some)) === 0;
    for (const { letter } of some) journal.write({ demandId, letter, state: 'told' });
  }
  return { sent: sent.length, isAll };
}

async function giveBack(
  demandId: string,
  lines: readonly JournalLine[],
  { api, journal }: MailerDeps,
): Promise<void> {
  const back = lines.flatMap(({ letter, taken, state }) =>
    state === 'taken' ? [{ letter, ...(taken === undefined ? {} : { taken }) }] : [],
  );
  for (const some of upTo(AT_ONCE, back)) {
    await api.failed(demandId, some);
    for (const { letter } of some) journal.write({ demandId, letter, state: 'told' });
  }
}

/** As many as the API is told of in one call. */
const AT_ONCE = 80;

const upTo = <T>(count: number, all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / count) }, (_, index) =>
    all.slice(index * count, (index + 1) * count),
  );
