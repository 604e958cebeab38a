import { isNameOf, type Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { isAnothersSession } from './sessions.ts';

/** What somebody has of a part in a demand: filed it, acts for the authority that did, comes in the session of another who acted. */
export function partIn(
  record: DemandRecord,
  principal: Principal,
): 'own_demand' | 'same_session' | undefined {
  if (isNameOf(record.filedBy, principal) || principal.authorityId === record.authorityId)
    return 'own_demand';
  return isAnothersSession(record, principal) ? 'same_session' : undefined;
}

/**
 * Who acts on a demand for us, or sees what we found of it, has no part in it.
 * @throws Problem 403
 */
export function requireOutsider(record: DemandRecord, principal: Principal): void {
  const part = partIn(record, principal);
  if (part) throw problem(part);
}
