import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isAnothersSession } from '../ledger/sessions.ts';
import { isNameOf, type Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';

/**
 * Who acts on a demand for us has no part in it: did not file it, does not act for the authority that did, and does not
 * come in the session of somebody else who acted on it.
 * @throws Problem 403
 */
export function requireOutsider(record: DemandRecord, principal: Principal): void {
  if (isNameOf(record.filedBy, principal) || principal.authorityId === record.authorityId)
    throw problem('own_demand');
  if (isAnothersSession(record, principal)) throw problem('same_session');
}
