import type { Payload } from './payload.ts';
import type { Predicate } from './predicate.schema.ts';

/** A tag file that is made of what the package says of itself. The same predicate and payload always make the same bytes. */
export type PackageDocument = {
  path: string;
  /** Undefined where the package has no such document. */
  make(predicate: Predicate, payload: Payload): Promise<Uint8Array | undefined> | Uint8Array | undefined;
};
