import { claimAt } from '../ledger/claim.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';

/**
 * Nobody decides on what somebody else works on.
 * @throws Problem 409
 */
export function requireUnclaimed(
  record: Pick<DemandRecord, 'status' | 'claim'>,
  { subject }: Pick<Principal, 'subject'>,
  at: string,
): void {
  const claim = claimAt(record, at);
  if (claim && !isSamePerson(claim.by, subject)) throw problem('claimed_by_another', { until: claim.until });
}
