import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import type { PackageEntry } from './package-entry.ts';

/** Takes the records of some items of one account and makes files of a package of them. */
export type AccountSink = {
  add(record: HarvestRecord): Promise<void>;
  /** The files, in any order. Nothing was written where nothing was added. */
  finish(): Promise<PackageEntry[]>;
  abandon(): Promise<void>;
};

/** What a sink needs to make its files. */
export type SinkContext = {
  account: string;
  /** Folder of the account in the package, with a `/` at its end. */
  folder: string;
  /** Of the grant, or its spans. What contradicts them is noted. */
  periods: readonly InstantRange[];
  /** Called for every record that has a note. */
  noted(): void;
  /** Opens the bytes that came with a record. */
  openBlob(sha256: string): Promise<AsyncIterable<Uint8Array>>;
};
