/**
 * Keys of the work table: the only place that spells them. What it holds is no part of a demand: tokens of waits, uses of
 * idempotency keys, limits, nonces, verdicts on documents, what is tried again, and what the log has still to take in. Each function may reach
 * only the beginnings of keys that it works with.
 */
export const WORK_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

/** Seconds since 1970 after which an item may go. */
export const WORK_TABLE_EXPIRY = 'expiresAt';

/** What partitions begin with, by what they hold. */
export const WORK = {
  /** The task token of a wait: a bearer secret. */
  wait: 'wait#',
  /** One use of an `Idempotency-Key` by one authority. */
  idempotency: 'idempotency#',
  /** What is left of somebody's share of calls. */
  limit: 'limit#',
  /** What was due and could not be done, by its kind. */
  retry: 'retry#',
  /** What a scanner said of a version of a document. */
  scan: 'scan#',
  /** A signature that was used. */
  nonce: 'nonce#',
  /** What the log has still to take in. */
  pending: 'pending#',
  /** Editions among it. */
  pendingEdition: 'pending#edition',
  /** How far the log had come. */
  log: 'log#',
} as const;

export type WorkKind = keyof typeof WORK;

/** The token of a wait of one demand. */
export const waitKey = (demandId: string, wait: string) => ({ pk: `${WORK.wait}${demandId}`, sk: wait });

/** One use of the `jti` of a signature by one authority; the `jti` itself is stored as a hash. */
export const nonceKey = (authorityId: string, jtiHash: string) => ({
  pk: `${WORK.nonce}${authorityId}#${jtiHash}`,
  sk: 'nonce',
});

/** One use of an `Idempotency-Key` by one authority; the key itself is stored as a hash. */
export const idempotencyKey = (authorityId: string, keyHash: string) => ({
  pk: `${WORK.idempotency}${authorityId}#${keyHash}`,
  sk: 'idempotency',
});

/** What is left of one share: `what` names the route, `whoHash` whose it is; a table of working state names no person. */
export const limitKey = (what: string, whoHash: string) => ({
  pk: `${WORK.limit}${what}#${whoHash}`,
  sk: 'limit',
});

/** The verdict on one version of a document, by its key in the documents bucket. */
export const scanKey = (documentKey: string, versionId: string) => ({
  pk: `${WORK.scan}${documentKey}`,
  sk: versionId,
});

/** Things of one kind that were due and could not be done. */
export const retryPartition = (kind: string) => `${WORK.retry}${kind}`;
/** One of them. */
export const retryKey = (kind: string, demandId: string, key: string) => ({
  pk: retryPartition(kind),
  sk: `${demandId}#${key}`,
});
