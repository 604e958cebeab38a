import type { Claim } from './claim.schema.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import type { Status } from './statuses.ts';

type Claimed = Pick<DemandRecord, 'status' | 'claim'>;

/** Whose work a demand is. In the statuses that are not here machines work, or nobody does any more. */
const WORKED_ON_BY: Partial<Record<Status, Claim['as']>> = {
  filed: 'reviewer',
  'awaiting-review': 'reviewer',
  failed: 'reviewer',
  'awaiting-release': 'releaser',
};

/** Who may claim a demand as it stands; undefined where there is nothing to claim. */
export const claimableBy = ({ status }: Pick<DemandRecord, 'status'>): Claim['as'] | undefined =>
  WORKED_ON_BY[status];

/** The claim that holds at an instant; one that was for another step, or whose time is over, does not. */
export const claimAt = (record: Claimed, at: string): Claim | undefined =>
  record.claim?.as === claimableBy(record) && record.claim && Date.parse(record.claim.until) > Date.parse(at)
    ? record.claim
    : undefined;

/** What a decision sets: who made it is done with it. */
export const unclaimed = ({ claim }: Pick<DemandRecord, 'claim'>): { claim?: undefined } =>
  claim ? { claim: undefined } : {};
