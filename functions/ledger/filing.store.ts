import type { Commit } from './demand.store.ts';
import type { IdempotencyRecord } from './idempotency.schema.ts';

/** A use of an `Idempotency-Key` by an authority. */
export type Filing = IdempotencyRecord & { authorityId: string; keyHash: string };

/** What filing needs of the tables. */
export type FilingStore = {
  readKey(authorityId: string, keyHash: string): Promise<IdempotencyRecord | undefined>;
  /**
   * The new demand, its first event, the key's use, and that the demand whose place it takes was taken back, in one transaction;
   * `conflict` where the key was used, or the other demand changed.
   */
  file(commit: Commit, filing: Filing, takesBack?: Commit): Promise<'committed' | 'conflict'>;
};
