import type { DemandStore } from '../ledger/demand.store.ts';
import { InconsistentState } from '../shared/faults.ts';
import { DeterminationPart, determinationPart } from '../validity/determination-part.schema.ts';

/** The determination of a round. @throws InconsistentState where there is none */
export async function requireDetermination(
  demandId: string,
  round: number,
  store: DemandStore,
): Promise<DeterminationPart> {
  const checked = await store.readPart(demandId, determinationPart(round), DeterminationPart);
  if (!checked) throw new InconsistentState('a step after the checks without a determination');
  return checked;
}
