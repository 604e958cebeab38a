import type { LedgerEvent } from '../ledger/event.schema.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Contribution } from './contribution.schema.ts';
import { halfYearOf } from './period.ts';

/** A contribution row and the half-year under which it is stored. */
export type StoredContribution = { halfYear: string; contribution: Contribution };

export type ContributionFault = {
  demandId: string;
  /** `behind` and `missing`: events that were not counted, yet or ever; the others no stream can explain. */
  fault: 'missing' | 'behind' | 'ahead' | 'altered' | 'misplaced' | 'surplus';
};

/** What a demand must contribute: the facts of its last event. Undefined for no events. */
export function rebuildContribution(events: readonly LedgerEvent[]): Contribution | undefined {
  const last = events.reduce<LedgerEvent | undefined>(
    (latest, event) => (latest && latest.seq >= event.seq ? latest : event),
    undefined,
  );
  return last && { demandId: last.demandId, seq: last.seq, facts: last.facts };
}

/** Where the stored rows are not what the ledgers say; empty when the numbers are the ledger's. */
export function contributionFaults(
  rebuilt: readonly Contribution[],
  stored: readonly StoredContribution[],
): ContributionFault[] {
  const expected = new Map(rebuilt.map((contribution) => [contribution.demandId, contribution]));
  const faults: ContributionFault[] = [];
  const seen = new Set<string>();
  for (const { halfYear, contribution } of stored) {
    const { demandId } = contribution;
    const right = expected.get(demandId);
    const isPlaced = right !== undefined && halfYearOf(right.facts.receivedAt) === halfYear;
    if (isPlaced) seen.add(demandId);
    const fault = !right ? 'surplus' : !isPlaced ? 'misplaced' : faultOf(right, contribution);
    if (fault) faults.push({ demandId, fault });
  }
  for (const demandId of expected.keys())
    if (!seen.has(demandId)) faults.push({ demandId, fault: 'missing' });
  return faults;
}

function faultOf(right: Contribution, stored: Contribution): ContributionFault['fault'] | undefined {
  if (stored.seq < right.seq) return 'behind';
  if (stored.seq > right.seq) return 'ahead';
  return canonicalJson(stored.facts) === canonicalJson(right.facts) ? undefined : 'altered';
}
