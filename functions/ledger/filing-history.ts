import type { DemandRecord } from './demand-record.schema.ts';

/**
 * A demand that an authority filed before another: who filed it, when, how many identifiers it names, and until when legal
 * process is owed for it, where it is.
 */
export type EarlierFiling = {
  filedBy: string;
  filedAt: string;
  identifiers: number;
  owes?: string | undefined;
};

/** What an authority filed before a demand, in the same compartment. */
export type FilingHistory = {
  /** The latest first, and no more than say whether it, and who filed for it, is known here. */
  before(record: Pick<DemandRecord, 'id' | 'authorityId' | 'filedAt'>): Promise<EarlierFiling[]>;
};
