/**
 * Keys of the demands table: the only place that spells them.
 * One partition per demand; the ledger's events stand beside the demand that they tell of.
 */
export const DEMANDS_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

/** Demands of one authority, oldest first: on the demand item only. */
export const BY_AUTHORITY = {
  indexName: 'byAuthority',
  partitionKey: 'authorityId',
  sortKey: 'filedAt',
} as const;
/** Demands in one status, oldest first: on the demand item only. */
export const BY_STATUS = { indexName: 'byStatus', partitionKey: 'status', sortKey: 'filedAt' } as const;
/** All that a function needs of it that counts demands and reads none: which there are, and how far each ledger is. */
export const HEAD_ATTRIBUTES = ['pk', 'status', 'filedAt', 'version'] as const;
/** Items that something must be done about at `dueAt`: sparse; the sweeps read it. */
export const BY_DUE = { indexName: 'byDue', partitionKey: 'dueKind', sortKey: 'dueAt' } as const;

/** Prefix of the sort keys of ledger events; the stream's filter lets nothing else through. */
export const EVENT_PREFIX = 'event#';

const DIGITS = 6;

export const demandPartition = (demandId: string) => `demand#${demandId}`;
export const demandIdOf = (pk: string) => pk.slice('demand#'.length);
/** Sort key of the demand itself. */
export const DEMAND_SORT = 'demand';
export const demandKey = (demandId: string) => ({ pk: demandPartition(demandId), sk: DEMAND_SORT });
export const eventSort = (seq: number) => `${EVENT_PREFIX}${String(seq).padStart(DIGITS, '0')}`;
export const eventKey = (demandId: string, seq: number) => ({
  pk: demandPartition(demandId),
  sk: eventSort(seq),
});
/** An item beside the demand, such as `determination#1`, `disclosure`. */
export const partKey = (demandId: string, key: string) => ({ pk: demandPartition(demandId), sk: key });
export const PIECE_PREFIX = 'piece#';
/** A piece of an item beside the demand that is too large for one, from 0. */
export const pieceKey = (demandId: string, key: string, index: number) => ({
  pk: demandPartition(demandId),
  sk: `${PIECE_PREFIX}${key}#${String(index).padStart(3, '0')}`,
});
