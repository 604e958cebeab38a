import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { LedgerEvent } from './event.schema.ts';

/** What stands before the first event. */
export const GENESIS = '0'.repeat(64);

export type UnsealedEvent = Omit<LedgerEvent, 'hash'>;

/** The event with its hash: SHA-256 over the canonical JSON of everything else in it. */
export function sealEvent(event: UnsealedEvent): LedgerEvent {
  return { ...event, hash: sha256Hex(canonicalJson(event)) };
}

export type ChainFault = { seq: number; fault: 'gap' | 'broken-link' | 'altered' | 'foreign' };

/** Every place where a demand's ledger is not the unbroken chain it claims to be; empty when it is whole. */
export function findChainFaults(events: readonly LedgerEvent[]): ChainFault[] {
  const faults: ChainFault[] = [];
  let previous = GENESIS;
  events.forEach((event, index) => {
    const { hash, ...rest } = event;
    if (event.seq !== index + 1) faults.push({ seq: event.seq, fault: 'gap' });
    if (event.demandId !== events[0]?.demandId) faults.push({ seq: event.seq, fault: 'foreign' });
    if (event.previous !== previous) faults.push({ seq: event.seq, fault: 'broken-link' });
    if (sha256Hex(canonicalJson(rest)) !== hash) faults.push({ seq: event.seq, fault: 'altered' });
    previous = hash;
  });
  return faults;
}
