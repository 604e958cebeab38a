import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Waits } from '../ledger/parts/waiting.schema.ts';
import type { Status } from '../ledger/statuses.ts';

export type DemandPage = { demands: DemandRecord[]; next: string | undefined };

/** All demands in one status, the oldest first; `isCut` where there are more than are read at once. */
export type DemandsIn = { demands: DemandRecord[]; isCut: boolean };

/** Lists of demands, newest first. `after` is the `next` of the page before. */
export type DemandListStore = {
  ofAuthority(authorityId: string, limit: number, after: string | undefined): Promise<DemandPage>;
  inStatus(status: Status, limit: number, after: string | undefined): Promise<DemandPage>;
  allIn(status: Status): Promise<DemandsIn>;
  /** Ids of the demands in which something of a kind waits for the desk. */
  waiting(kind: Waits): Promise<ReadonlySet<string>>;
  /** Demands by their ids, such as are there. */
  these(ids: readonly string[]): Promise<DemandRecord[]>;
};
