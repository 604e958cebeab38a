import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Status } from '../ledger/statuses.ts';

export type DemandPage = { demands: DemandRecord[]; next: string | undefined };

/** Lists of demands, newest first. `after` is the `next` of the page before. */
export type DemandListStore = {
  ofAuthority(authorityId: string, limit: number, after: string | undefined): Promise<DemandPage>;
  inStatus(status: Status, limit: number, after: string | undefined): Promise<DemandPage>;
};
