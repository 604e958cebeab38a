import type { Commit } from '../ledger/demand.store.ts';
import type { IdempotencyRecord } from '../ledger/idempotency.schema.ts';

/** What filing needs of the demands table. */
export type FilingStore = {
  readKey(authorityId: string, keyHash: string): Promise<IdempotencyRecord | undefined>;
  /** The new demand, its first event and the key's use in one transaction; `conflict` where the key was used. */
  file(
    commit: Commit,
    key: IdempotencyRecord & { authorityId: string; keyHash: string },
  ): Promise<'committed' | 'conflict'>;
};
