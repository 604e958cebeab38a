import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';

/**
 * Who decides on a demand for us has no part in it: did not file it, and does not act for the authority that did.
 * @throws Problem 403
 */
export function requireOutsider(record: DemandRecord, principal: Principal): void {
  if (principal.subject === record.filedBy || principal.authorityId === record.authorityId)
    throw problem('own_demand');
}
