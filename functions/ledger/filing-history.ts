import type { DemandRecord } from './demand-record.schema.ts';

/** A demand that an authority filed before another: who filed it, when, and how many identifiers it names. */
export type EarlierFiling = { filedBy: string; filedAt: string; identifiers: number };

/** What an authority filed before a demand, in the same compartment. */
export type FilingHistory = {
  /** The latest first, and no more than say whether it, and who filed for it, is known here. */
  before(record: Pick<DemandRecord, 'id' | 'authorityId' | 'filedAt'>): Promise<EarlierFiling[]>;
};
