import type { Commit } from './demand.store.ts';
import type { IdempotencyRecord } from './idempotency.schema.ts';

/** A use of an `Idempotency-Key` by an authority. */
export type Filing = IdempotencyRecord & { authorityId: string; keyHash: string };

/** What filing needs of the tables. */
export type FilingStore = {
  readKey(authorityId: string, keyHash: string): Promise<IdempotencyRecord | undefined>;
  /** The new demand, its first event and the key's use in one transaction; `conflict` where the key was used. */
  file(commit: Commit, filing: Filing): Promise<'committed' | 'conflict'>;
};
