import type { DemandRecord } from './demand-record.schema.ts';
import type { LedgerEvent } from './event.schema.ts';
import { type ChainFault, findChainFaults } from './hash-chain.ts';

export type LedgerFault =
  | ChainFault
  | { seq: number; fault: 'no-demand' | 'cut-short' | 'other-head' | 'beyond-head' };

/**
 * Rebuilds a demand's chain from its events and holds it against the demand: every fault, none when the ledger is
 * whole. Both must have been read while nobody changed the demand.
 */
export function rebuildChain(
  record: Pick<DemandRecord, 'version' | 'head'> | undefined,
  events: readonly LedgerEvent[],
): LedgerFault[] {
  const faults: LedgerFault[] = findChainFaults(events);
  if (!record) return [...faults, { seq: events.length, fault: 'no-demand' }];
  const last = events[record.version - 1];
  if (!last) return [...faults, { seq: events.length, fault: 'cut-short' }];
  if (last.hash !== record.head) faults.push({ seq: last.seq, fault: 'other-head' });
  return [
    ...faults,
    ...events.slice(record.version).map(({ seq }): LedgerFault => ({ seq, fault: 'beyond-head' })),
  ];
}
