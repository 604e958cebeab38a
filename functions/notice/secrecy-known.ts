import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { LetterPart } from '../ledger/parts/letter.part.ts';
import { NOTICE, type NoticePart } from '../ledger/parts/notice.part.ts';
import { SECRECY, type SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { SILENCE, type SilencePart } from '../ledger/parts/silence.part.ts';
import type { Notice } from '../shared/determination.schema.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { lettersOf } from './letters-of.ts';
import { paperOf } from './paper-of.ts';

/** All that says whether the customer of a demand may be told. */
export type SecrecyKnown = {
  /** What the determination says; of a demand that was not checked yet, that the customer is to be told. */
  paper: Notice;
  orders: readonly SecrecyPart[];
  plan?: NoticePart | undefined;
  /** Those that were written, in order. */
  letters: readonly LetterPart[];
  silence?: SilencePart | undefined;
};

export type SecrecyDeps = { store: Pick<DemandStore, 'part' | 'parts'>; times: SecrecyTimes };

/** Reads what says whether the customer of a demand may be told. */
export async function readSecrecy(record: DemandRecord, deps: SecrecyDeps): Promise<SecrecyKnown> {
  const { store, times } = deps;
  const [checked, orders, plan, silence, letters] = await Promise.all([
    lastDetermination(record, store),
    ordersOf(record.id, store),
    store.part(record.id, NOTICE()),
    store.part(record.id, SILENCE()),
    lettersOf(record.id, store),
  ]);
  return { paper: checked ? paperOf(checked, times) : { regime: 'notify' }, orders, plan, silence, letters };
}

/** The orders that came for a demand after its paper, in the order in which they came. */
export async function ordersOf(id: string, store: Pick<DemandStore, 'parts'>): Promise<SecrecyPart[]> {
  const orders = await store.parts(id, SECRECY(''));
  return orders.sort((a, b) => a.order - b.order);
}

/** That of the present round, or while it is checked anew of the one before. */
async function lastDetermination(
  { id, round }: DemandRecord,
  store: Pick<DemandStore, 'part'>,
): Promise<DeterminationPart | undefined> {
  for (let last = round; last > 0; last -= 1) {
    const checked = await store.part(id, DETERMINATION(last));
    if (checked) return checked;
  }
  return undefined;
}
