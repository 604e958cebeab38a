import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import { LETTER, type LetterPart } from '../ledger/parts/letter.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
import type { SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { asRegistered } from '../validity/decide/as-registered.ts';
import { composeLetter } from '../validity/decide/compose-letter.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { silenceKept } from '../validity/decide/silence-kept.ts';
import { LETTERS_AT_ONCE } from './letters.route.ts';
import { paperOf } from './paper-of.ts';

/** The letters of a demand, in order. */
export async function lettersOf(id: string, store: Pick<DemandStore, 'parts'>): Promise<LetterPart[]> {
  const letters = await store.parts(id, LETTER(''));
  return letters.sort((a, b) => a.letter - b.letter);
}

type Deps = {
  store: Pick<DemandStore, 'part' | 'parts'>;
  times: Pick<SecrecyTimes, 'unfoundedUntil'>;
  rulebook: Rulebook;
};

/**
 * A letter for each account of which something could be retrieved, saying what of it was found and given, and what kept us from
 * telling it before: as many as one change writes, from one on, and how many there are in all.
 */
export async function newLetters(
  record: DemandRecord,
  orders: readonly SecrecyPart[],
  at: string,
  { store, times, rulebook, from }: Deps & { from: number },
): Promise<{ letters: LetterPart[]; inAll: number }> {
  const { id, round, filedAt, authority } = record;
  // Whom the register knows by the token asked, whatever the paper calls itself.
  const demand = asRegistered(record.demand, { now: at, accounts: [], ...(authority ? { authority } : {}) });
  const [scope, harvests, rounds] = await Promise.all([
    store.part(id, SCOPE(round)),
    store.parts(id, HARVEST(round, '')),
    determinationsOf(record, store),
  ]);
  const checked = rounds.find((one) => one.round === round);
  const papers = rounds.map((one) => ({ notice: paperOf(one, times), decidedAt: one.decidedAt }));
  const kept = silenceKept(papers, orders);
  const accounts = [...new Set((scope?.grants ?? []).map(({ account }) => account))].sort();
  const letters = accounts.slice(from, from + LETTERS_AT_ONCE).map((account, index): LetterPart => {
    const counts = harvests
      .filter((one) => one.account === account)
      .flatMap((one) => Object.entries(one.counts));
    const given = counts.flatMap(([item, count]) => (count > 0 ? [item] : []));
    const known = checked?.accounts.find((one) => one.account === account);
    const letter = composeLetter(
      { demand, receivedAt: filedAt, account, given, kept, locale: known?.locale },
      { letters: rulebook.general.letters, instruments: rulebook.instruments },
    );
    const number = from + index + 1;
    return { letter: number, account, ...letter, state: 'queued', queuedAt: at, taken: 0, failed: 0 };
  });
  return { letters, inAll: accounts.length };
}

/** What the checks of each round found, in order. */
async function determinationsOf(
  { id, round }: DemandRecord,
  store: Deps['store'],
): Promise<DeterminationPart[]> {
  const all = Array.from({ length: round }, (_, index) => store.part(id, DETERMINATION(index + 1)));
  return (await Promise.all(all)).flatMap((one) => one ?? []);
}
