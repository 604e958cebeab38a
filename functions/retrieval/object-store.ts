import type { Bytes, Stamp } from '../../packages/connector/contract.ts';
import type { Spooled } from './spool.ts';

export type ObjectStamp = Stamp;
export type ObjectBytes = Bytes;

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
