import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { type Grant, SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { InconsistentState } from '../shared/faults.ts';
import { keepFew, requireVouched, toldOf } from './vouched.ts';

/** Scopes that were held against their ledgers, by demand and round. What was vouched for once never changes. */
export type VouchedScopes = Map<string, Scope>;

export type ApprovedDeps = { store: DemandStore; vouched: VouchedScopes };

/**
 * What may be retrieved of a demand in a round, as the ledger vouches for it: the demand is reviewed and in that round, a
 * person approved it, and neither that nor the scope is other than what their events tell of.
 * @throws InconsistentState where anything of this does not hold
 */
export async function approvedScope(record: DemandRecord, round: number, deps: ApprovedDeps): Promise<Scope> {
  const place = placeOf(record);
  // Undefined for demands that failed before `failedIn` was kept.
  if (place !== undefined && place !== 'reviewed')
    throw new InconsistentState('a retrieval of a demand that is not reviewed');
  if (record.round !== round) throw new InconsistentState('a round that is not the present one');
  const name = `${record.id} ${round}`;
  const known = deps.vouched.get(name);
  if (known) return known;
  const { store } = deps;
  const [scope, review, told] = await Promise.all([
    store.part(record.id, SCOPE(round)),
    store.part(record.id, REVIEW(round)),
    toldOf(record, store),
  ]);
  if (!scope || !review) throw new InconsistentState('a retrieval without a scope and a review');
  if (review.decision !== 'approve') throw new InconsistentState('a retrieval that nobody approved');
  requireVouched(told, SCOPE(round), scope);
  requireVouched(told, REVIEW(round), review);
  return keepFew(deps.vouched, name, scope);
}

/** The grant of a service, by its number. */
export function grantOf<G extends Grant>(
  { grants }: { grants: readonly G[] },
  number: number,
  service: string,
): G {
  const grant = grants[number];
  if (!grant) throw new InconsistentState('a retrieval without a grant');
  if (grant.service !== service) throw new InconsistentState('a grant of another service');
  return grant;
}
