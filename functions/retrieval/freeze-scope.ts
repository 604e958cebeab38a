import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { FREEZE, type Freeze, KEPT } from '../ledger/parts/freeze.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ApprovedDeps } from './approved-scope.ts';
import { keepFew, requireVouched, toldOf } from './vouched.ts';

/** Freezings that were held against their ledgers, by demand and name. */
export type VouchedFreezes = Map<string, Freeze>;
export type FreezeDeps = Pick<ApprovedDeps, 'store'> & { freezes: VouchedFreezes };

/** Places in the life of a demand in which what it asks for is frozen. */
const PLACES: readonly unknown[] = ['filed', 'awaiting-review', 'reviewed', 'closed'];

/**
 * What may be read of a demand to be frozen, as the ledger vouches for it.
 * @throws InconsistentState where it does not
 */
export async function vouchedFreeze(
  record: DemandRecord,
  freeze: string,
  { store, freezes }: FreezeDeps,
): Promise<Freeze> {
  if (!PLACES.includes(placeOf(record) ?? 'filed'))
    throw new InconsistentState('a freezing of a demand that is past it');
  if (freeze !== KEPT && freeze !== String(record.round))
    throw new InconsistentState('a freezing of a round that is not the present one');
  const name = `${record.id} ${freeze}`;
  const known = freezes.get(name);
  if (known) return known;
  const [part, told] = await Promise.all([store.part(record.id, FREEZE(freeze)), toldOf(record, store)]);
  if (!part) throw new InconsistentState('a freezing that was not compiled');
  requireVouched(told, FREEZE(freeze), part);
  return keepFew(freezes, name, part);
}

/**
 * Whether what was opened may still be read: nothing of a demand that is withdrawn, and to be frozen nothing for a round that
 * is over or was refused.
 */
export async function isToBeRead(
  record: DemandRecord,
  freeze: string | undefined,
  { store }: Pick<FreezeDeps, 'store'>,
): Promise<boolean> {
  if (record.withdrawnAt) return false;
  if (freeze === undefined || freeze === KEPT) return true;
  if (freeze !== String(record.round)) return false;
  const review = await store.part(record.id, REVIEW(record.round));
  return review === undefined || review.decision === 'approve';
}
