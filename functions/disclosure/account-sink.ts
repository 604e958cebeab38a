import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import type { DraftFile } from './draft-file.ts';
import type { PackageEntry } from './package-entry.ts';

/** Takes the records of some items of one account and makes files of a package of them. */
export type AccountSink = {
  /** `content`: the bytes that came with the record. Something to wait for, where there is. */
  add(record: HarvestRecord, content?: AsyncIterable<Uint8Array>): Promise<void> | undefined;
  /** The files, in any order. Nothing was written where nothing was added. */
  finish(): Promise<PackageEntry[]>;
};

/** What a sink needs to make its files. */
export type SinkContext = {
  /** Of the grant, or its spans. What contradicts them is noted. */
  periods: readonly InstantRange[];
  /** Called for every record that has a note. */
  noted(): void;
  /** A file to write; its path is relative to the account's folder. */
  draft(path: string): DraftFile;
  /** The bytes that came with a record as a file of their own, once they were seen and are what the record says. */
  blobEntry(path: string, record: HarvestRecord): BlobEntry;
};

/** Sees the bytes of a record go by, and makes a file of the package of them. */
export type BlobEntry = {
  /** The same bytes, as they come. */
  seen(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  /** Called once all were seen. @throws HarvestChanged when they are not those that were checked */
  finish(): PackageEntry;
};
