import { InconsistentState } from '../shared/faults.ts';
import type { DemandStore } from './demand.store.ts';
import { DETERMINATION, type DeterminationPart } from './parts/determination.part.ts';

/** The determination of a round. @throws InconsistentState where there is none */
export async function requireDetermination(
  demandId: string,
  round: number,
  store: DemandStore,
): Promise<DeterminationPart> {
  const checked = await store.part(demandId, DETERMINATION(round));
  if (!checked) throw new InconsistentState('a step after the checks without a determination');
  return checked;
}
