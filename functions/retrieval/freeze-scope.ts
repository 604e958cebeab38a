import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isCalledOff } from '../ledger/objections.ts';
import { FREEZE, type Freeze, KEPT } from '../ledger/parts/freeze.part.ts';
import { FROZEN_END } from '../ledger/parts/frozen-end.part.ts';
import { PRESERVATION } from '../ledger/parts/preservation.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
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
 * Whether what was opened may still be read: nothing of a demand that is withdrawn, or that a court set aside, but to be kept;
 * and to be frozen nothing for a round that is over, was refused or is retrieved, nor for a preservation that ended.
 */
export async function isToBeRead(
  record: DemandRecord,
  freeze: string | undefined,
  { store }: Pick<FreezeDeps, 'store'>,
): Promise<boolean> {
  if (record.withdrawnAt) return false;
  // What was refused may be kept.
  if (freeze !== KEPT && isCalledOff(record)) return false;
  if (freeze === undefined) return true;
  if (freeze === KEPT) {
    const [preservation, end] = await Promise.all([
      store.part(record.id, PRESERVATION()),
      store.part(record.id, FROZEN_END()),
    ]);
    return preservation?.state === 'in-force' && end === undefined;
  }
  if (freeze !== String(record.round)) return false;
  const [review, scope] = await Promise.all([
    store.part(record.id, REVIEW(record.round)),
    store.part(record.id, SCOPE(record.round)),
  ]);
  // Once something may be retrieved, what is there now is no longer what was there before.
  return scope === undefined && (review === undefined || review.decision === 'approve');
}
