import type { Spooled } from './spool.ts';

/** One bucket, read and written by key. A missing object and a refused one are faults, never "nothing there". */
export type ObjectReader = { read(key: string): Promise<AsyncIterable<Uint8Array>> };

export type ObjectStore = ObjectReader & {
  /** Writes the whole object or nothing, bound to its SHA-256. Writing the same again changes nothing. */
  write(key: string, content: Spooled, mediaType: string): Promise<void>;
};
