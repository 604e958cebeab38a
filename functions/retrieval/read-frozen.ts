import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { FROZEN } from '../ledger/parts/frozen.part.ts';

/** A demand of no more events has few parts. */
const FEW_EVENTS = 100;

/**
 * Reads at once what was frozen of a demand, by one freezing or by all, where that is little: a look (`oneLook`) answers from it
 * what is asked of each grant.
 */
export async function readFrozen(
  { id, version }: Pick<DemandRecord, 'id' | 'version'>,
  freeze: string | undefined,
  { store }: { store: Pick<DemandStore, 'parts'> },
): Promise<void> {
  if (version <= FEW_EVENTS) await store.parts(id, freeze ? FROZEN(freeze, '') : FROZEN(''));
}
