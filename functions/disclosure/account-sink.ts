import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import type { DraftFile } from './draft-file.ts';
import type { KeptBytes } from './kept-bytes.ts';
import type { PackageEntry } from './package-entry.ts';

/** Takes the records of some items of one account and makes files of a package of them. */
export type AccountSink = {
  /** `bytes`: those that came with the record. Something to wait for, where there is. */
  add(record: HarvestRecord, bytes?: KeptBytes): Promise<void> | undefined;
  /** The files that were drafted, in any order. Nothing was where nothing was added. */
  finish(): Promise<PackageEntry[]>;
};

/** What a sink needs to make its files. */
export type SinkContext = {
  /** Of the grant, or its spans. What contradicts them is noted. */
  periods: readonly InstantRange[];
  /** Called for every record that has a note. */
  noted(): void;
  /** Counts up, for the account: the first is 1. Large accounts are packed in parts, over which it goes on. */
  next(name: string): number;
  /**
   * A file to write, of this name in the account's folder where it is the first of it: a large account has more, and `mail.csv` is
   * followed by `mail~2.csv`.
   */
  draft(name: string): Draft;
  /**
   * Puts the bytes that came with a record into the package as a file of their own; `see` sees them go by.
   * @throws HarvestChanged when they are not those that were checked
   */
  packBlob(
    path: string,
    record: HarvestRecord,
    bytes: KeptBytes,
    see?: (chunk: Uint8Array) => Promise<void> | undefined,
  ): Promise<void>;
};

/** A file that is drafted, and what it is called in the account's folder. */
export type Draft = { name: string; file: DraftFile };
