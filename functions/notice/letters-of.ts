import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import { LETTER, type LetterPart } from '../ledger/parts/letter.part.ts';
import type { NoticePart } from '../ledger/parts/notice.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
import { composeLetter } from '../validity/decide/compose-letter.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { LETTERS_AT_ONCE } from './letters.route.ts';

/** The letters of a demand, in order. */
export async function lettersOf(id: string, store: Pick<DemandStore, 'parts'>): Promise<LetterPart[]> {
  const letters = await store.parts(id, LETTER(''));
  return letters.sort((a, b) => a.letter - b.letter);
}

type Deps = { store: Pick<DemandStore, 'part' | 'parts'>; rulebook: Rulebook };

/**
 * A letter for each account of which something could be retrieved, saying what of it was found and given: as many as one
 * change writes, from one on, and how many there are in all.
 */
export async function newLetters(
  record: DemandRecord,
  { until, plannedAt }: Pick<NoticePart, 'until' | 'plannedAt'>,
  at: string,
  { store, rulebook, from }: Deps & { from: number },
): Promise<{ letters: LetterPart[]; inAll: number }> {
  const { id, round, demand, filedAt, facts } = record;
  // A silence that was lifted has no end of its own: it was over when the notice was planned anew.
  const bound = until ?? (facts.secrecy ? plannedAt : undefined);
  const [scope, harvests, checked] = await Promise.all([
    store.part(id, SCOPE(round)),
    store.parts(id, HARVEST(round, '')),
    store.part(id, DETERMINATION(round)),
  ]);
  const accounts = [...new Set((scope?.grants ?? []).map(({ account }) => account))].sort();
  const letters = accounts.slice(from, from + LETTERS_AT_ONCE).map((account, index): LetterPart => {
    const counts = harvests
      .filter((one) => one.account === account)
      .flatMap((one) => Object.entries(one.counts));
    const given = counts.flatMap(([item, count]) => (count > 0 ? [item] : []));
    const known = checked?.accounts.find((one) => one.account === account);
    const letter = composeLetter(
      { demand, receivedAt: filedAt, account, given, until: bound, locale: known?.locale },
      { letters: rulebook.general.letters, instruments: rulebook.instruments },
    );
    const number = from + index + 1;
    return { letter: number, account, ...letter, state: 'queued', queuedAt: at, taken: 0, failed: 0 };
  });
  return { letters, inAll: accounts.length };
}
