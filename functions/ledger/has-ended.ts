import { conclusionOfFacts, type DemandRecord } from './demand-record.schema.ts';
import { placeOf } from './transitions.ts';

/** Whether there is nothing left of a demand to take back: it was taken back, or ended without a package. */
export function hasEnded(record: DemandRecord): boolean {
  if (record.withdrawnAt !== undefined) return true;
  const place = placeOf(record);
  const isOut = place === 'released' || place === 'closed';
  return isOut && conclusionOfFacts(record.facts) !== 'disclosed';
}
