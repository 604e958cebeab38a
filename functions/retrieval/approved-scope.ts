import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { LedgerEvent } from '../ledger/event.schema.ts';
import { findChainFaults } from '../ledger/hash-chain.ts';
import type { Part } from '../ledger/part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { type Grant, SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { pinOf } from '../ledger/pin.ts';
import { placeOf } from '../ledger/transitions.ts';
import { InconsistentState } from '../shared/faults.ts';

/** Scopes that were held against their ledgers, by demand and round. What was vouched for once never changes. */
export type VouchedScopes = Map<string, Scope>;
/** A large scope takes megabytes. */
const MOST_SCOPES = 4;

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
  const [scope, review, events] = await Promise.all([
    store.part(record.id, SCOPE(round)),
    store.part(record.id, REVIEW(round)),
    store.events(record.id),
  ]);
  if (!scope || !review) throw new InconsistentState('a retrieval without a scope and a review');
  if (review.decision !== 'approve') throw new InconsistentState('a retrieval that nobody approved');
  // Read while others changed the demand, the events may be more than the record knows.
  const told = events.slice(0, record.version);
  if (findChainFaults(told).length > 0 || told.at(-1)?.hash !== record.head)
    throw new InconsistentState('a demand whose ledger is not whole');
  requireVouched(told, SCOPE(round), scope);
  requireVouched(told, REVIEW(round), review);
  if (told.some(({ action }) => action === 'demand.withdrawn'))
    throw new InconsistentState('a demand that is withdrawn by its ledger, and not by itself');
  if (deps.vouched.size >= MOST_SCOPES) deps.vouched.clear();
  deps.vouched.set(name, scope);
  return scope;
}

/** The grant of a service, by its number. */
export function grantOf({ grants }: Scope, number: number, service: string): Grant {
  const grant = grants[number];
  if (!grant) throw new InconsistentState('a retrieval without a grant');
  if (grant.service !== service) throw new InconsistentState('a grant of another service');
  return grant;
}

function requireVouched<T extends object>(
  events: readonly LedgerEvent[],
  { key, stored }: Part<T>,
  value: T,
): void {
  const pin = events.findLast(({ parts }) => parts?.[key] !== undefined)?.parts?.[key];
  // Events of version 1 vouch for no part.
  const isOlder = pin === undefined && events.some(({ schemaVersion = 1 }) => schemaVersion === 1);
  if (isOlder || (pin !== undefined && isPinned(pin, value, stored.version))) return;
  throw new InconsistentState(`a ${key.split('#', 1)[0]} that the ledger does not vouch for`);
}

/** Pins are of the item as it was written, with the version that it had then. */
const isPinned = (pin: string, value: object, newest: number): boolean =>
  Array.from({ length: newest }, (_, index) => ({ ...value, schemaVersion: index + 1 })).some(
    (item) => pinOf(item) === pin,
  );
