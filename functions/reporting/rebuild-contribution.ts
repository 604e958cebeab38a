import { factsOf, type LedgerEvent } from '../ledger/event.schema.ts';
import type { Contribution } from './contribution.schema.ts';

/** What a demand must contribute: the facts of its last event, in whatever order they come. Undefined for no events. */
export function rebuildContribution(events: readonly LedgerEvent[]): Contribution | undefined {
  const last = events.reduce<LedgerEvent | undefined>(
    (latest, event) => (latest && latest.seq >= event.seq ? latest : event),
    undefined,
  );
  return last && { demandId: last.demandId, seq: last.seq, facts: factsOf(last) };
}
