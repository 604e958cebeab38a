import { WORK } from './work.table.ts';

/**
 * Keys of what the log has still to take in, within the work table: the only place that spells them.
 * `pending#0 / <instant>#<entry>`: an entry of a commit, in one of some partitions.
 * `pending#edition / <instant>#<entry>`: one of an edition.
 * `log#head / head`: how far the log had come when it signed last.
 */
export const SHARDS = 4;

const PENDING = WORK.pending;
export const EDITIONS_PENDING = WORK.pendingEdition;
/** Every partition that entries wait in. */
export const PENDING_PARTITIONS: readonly string[] = [
  ...Array.from({ length: SHARDS }, (_, shard) => `${PENDING}${shard}`),
  EDITIONS_PENDING,
];

/** An entry that waits, under a key that it has alone. */
export type PendingItem = { pk: string; sk: string; entry: string };

export const pendingKey = (shard: number, at: string, entry: string) => ({
  pk: `${PENDING}${shard}`,
  sk: `${at}#${entry}`,
});
export const editionPendingKey = (at: string, entry: string) => ({
  pk: EDITIONS_PENDING,
  sk: `${at}#${entry}`,
});

export const logHeadKey = () => ({ pk: `${WORK.log}head`, sk: 'head' });
