import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { LedgerEvent } from '../ledger/event.schema.ts';
import { findChainFaults } from '../ledger/hash-chain.ts';
import type { Part } from '../ledger/part.ts';
import { pinOf } from '../ledger/pin.ts';
import { InconsistentState } from '../shared/faults.ts';

/** A large scope takes megabytes. */
const MOST_KEPT = 4;

/** Keeps what was held against its ledger, so that it is not for every grant: what was vouched for once never changes. */
export function keepFew<T>(kept: Map<string, T>, name: string, value: T): T {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, value);
  return value;
}

/**
 * The events of a demand, up to what its record knows.
 * @throws InconsistentState where the ledger is not whole, or says that the demand was withdrawn
 */
export async function toldOf(
  record: DemandRecord,
  store: Pick<DemandStore, 'events'>,
): Promise<readonly LedgerEvent[]> {
  // Read while others changed the demand, the events may be more than the record knows.
  const told = (await store.events(record.id)).slice(0, record.version);
  if (findChainFaults(told).length > 0 || told.at(-1)?.hash !== record.head)
    throw new InconsistentState('a demand whose ledger is not whole');
  if (told.some(({ action }) => action === 'demand.withdrawn'))
    throw new InconsistentState('a demand that is withdrawn by its ledger, and not by itself');
  return told;
}

/** @throws InconsistentState where a part is other than what the events tell of */
export function requireVouched<T extends object>(
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
