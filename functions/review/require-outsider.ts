import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isAnothersSession } from '../ledger/sessions.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';

/**
 * Who acts on a demand for us has no part in it: did not file it, does not act for the authority that did, and does not
 * come in the session of somebody else who acted on it.
 * @throws Problem 403
 */
export function requireOutsider(record: DemandRecord, principal: Principal): void {
  if (isSamePerson(record.filedBy, principal.subject) || principal.authorityId === record.authorityId)
    throw problem('own_demand');
  if (isAnothersSession(record, principal)) throw problem('same_session');
}

/**
 * Who decides on a demand is an outsider who changed nothing about it either: nobody decides on what they vouched for.
 * @param others subjects of those who decided on it before
 * @throws Problem 403
 */
export function requireUninvolved(
  record: DemandRecord,
  principal: Principal,
  others: readonly string[] = [],
): void {
  requireOutsider(record, principal);
  const involved = [...(record.clarifiedBy ?? []), ...others];
  if (involved.some((subject) => isSamePerson(subject, principal.subject)))
    throw problem('second_person_required');
}
