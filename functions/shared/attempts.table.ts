/**
 * Keys of the attempts table: the only place that spells them.
 * `attempts#2026-11-26 / <instant>#<request id>`: one refused attempt of that day, in UTC; never rewritten.
 * `cleared#2026-11-26 / …`: one at what only cleared people may know of.
 */
export const ATTEMPTS_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

/** Seconds since 1970 at which an attempt may go. */
export const ATTEMPTS_TTL = 'expiresAt';

export type Circle = 'attempts' | 'cleared';

export const dayPartition = (circle: Circle, day: string) => `${circle}#${day}`;
export const attemptSort = (at: string, requestId: string) => `${at}#${requestId}`;
