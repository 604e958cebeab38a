import type { Spooled } from './spool.ts';

/** The store's own mark of an object, which it changes with every write: nobody who reads can give another. */
export type ObjectStamp = {
  tag: string;
  /** When the store says that it was written; as the system writes instants. */
  modified: string | null;
};

/** The bytes of an object, and the mark that they had when they were opened, where the store has marks. */
export type ObjectBytes = AsyncIterable<Uint8Array> & { readonly stamp?: ObjectStamp };

/** One bucket, read by key. A missing object and a refused one are faults, never "nothing there". */
export type ObjectReader = {
  read(key: string): Promise<ObjectBytes>;
  /** The mark alone. */
  stamp?(key: string): Promise<ObjectStamp>;
};

/** The same, written. Keys name what they hold by its hash, so that what is there already need not be written again. */
export type ObjectWriter = {
  /** Writes the whole object or nothing, bound to its SHA-256, and never over another. */
  create(key: string, content: Spooled, mediaType: string): Promise<void>;
};
