/**
 * Keys of the sample provider's stores, which stand for those of a real one. Every table is keyed by account, so that
 * a session policy can name the accounts that may be read (`dynamodb:LeadingKeys`).
 */

/**
 * Identifier to account: `identifier` is `<target type>:<value>`, the value in its normal form (shared/identifiers); `since` is
 * the instant from which it named that account, and a member `until` the one at which that was over.
 */
export const DIRECTORY_KEYS = { partitionKey: 'identifier', sortKey: 'since' } as const;
/** One item per account. */
const SUBSCRIBERS_KEYS = { partitionKey: 'account' } as const;
/**
 * `entry` is `<instant>#<id>`, so that a period is a range of it; of files, accesses to them and recordings of calls
 * `file#<instant>#<id>`, `access#<instant>#<id>` and `recording#<instant>#<id>`.
 */
const ENTRY_KEYS = { partitionKey: 'account', sortKey: 'entry' } as const;

/** Keys of a table that services name. */
export const keysOf = (table: string): { partitionKey: string; sortKey?: string } =>
  table === 'subscribers' ? SUBSCRIBERS_KEYS : ENTRY_KEYS;

/** Objects of every bucket stand under `<account>/`. */
export const objectPrefix = (account: string) => `${account}/`;
export const identifier = (type: string, value: string) => `${type}:${value}`;
