import type { PreservationPart } from './parts/preservation.part.ts';

/** Whether data is kept still. The time of one may be over though no sweep has come yet, unless a demand for the data holds it. */
export function isKept(part: PreservationPart | undefined, at: string): part is PreservationPart {
  if (part?.state !== 'in-force') return false;
  const { until, linkedTo = [] } = part;
  return until === undefined || Date.parse(until) > Date.parse(at) || linkedTo.some(({ holds }) => holds);
}
