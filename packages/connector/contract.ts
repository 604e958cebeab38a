/** Anything that JSON can say. A number that JavaScript would round is text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Half-open: `from` is inside, `to` is not. Both as `2026-11-23T09:00:00.000Z`, so that text order is time order. */
export type InstantRange = { from: string; to: string };

/** What may be read: of one account, from one service. */
export type Grant = {
  account: string;
  service: string;
  /** Leaf items of the data dictionary, at least one. */
  items: readonly string[];
  period: InstantRange;
};

/** Why a record stays behind. */
export const SET_ASIDE_REASONS = [
  'unreadable',
  'no-instant',
  'missing',
  'refused',
  'altered',
  'overwritten',
  'duplicate',
] as const;
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

/** Most characters of an id. */
export const MAX_ID = 1024;

/** The thing itself, where it is more than fields: the bytes of a message or a file, opened when they are needed. */
export type Blob = {
  mediaType: string;
  /**
   * May be called more than once. An error named `NoSuchKey` says that the bytes are not there, `InvalidObjectState` or
   * `AccessDenied` that the store does not give them out: the record is set aside. Any other ends the retrieval.
   */
  open(): Promise<Bytes>;
  /**
   * How many bytes its entry says that it has, where that counts them exactly. Where there are others, something was put in
   * their place: the record is set aside as `overwritten`.
   */
  size?: number;
  /**
   * The store's mark of it now, where it can be had without its bytes: by it is seen whether they changed since they were
   * frozen. Without it they are read again.
   */
  stamp?(): Promise<Stamp>;
};

/** The store's own mark of some bytes, which it changes with every write: nobody who reads can give another. */
export type Stamp = {
  tag: string;
  /** When the store says that they were written. */
  modified: string | null;
};

/** Bytes, and the mark that they had when they were opened, where the store has marks. */
export type Bytes = AsyncIterable<Uint8Array> & { readonly stamp?: Stamp };

/** One thing that a connector found. */
export type Found = {
  account: string;
  service: string;
  /** A leaf item of the data dictionary. */
  item: string;
  /** When it happened, as `2026-11-23T09:00:00.000Z`; null for a fact that stands, such as a name. */
  at: string | null;
  /** Unlike that of every other record of the same item, account and instant; at most 1,024 characters. */
  id: string;
  fields: { [key: string]: Json };
  blob?: Blob;
};

/** One thing that is there and of which no record can be made. It is told of, and stays behind. */
export type Unfound = Omit<Found, 'fields' | 'blob'> & { setAside: SetAsideReason };

/**
 * Reads one service of the provider inside a grant.
 *
 * `read` reads by the grant's account as key and by its period as a range, never by scan or search. It pages to the
 * end: to return without a record says that there is none. Everything that keeps it from seeing the end is thrown; one
 * odd thing on the way is yielded as set aside, and the rest goes on. An error with a member `$retryable` may be over at
 * the next try, and so is one with a `code` such as `ECONNRESET`; any other is taken for one that stays.
 *
 * `Clients` is what it reads with, where it does not bring its own.
 */
export type Connector<Clients = unknown> = {
  service: string;
  items: readonly string[];
  read(grant: Grant, clients: Clients): AsyncIterable<Found | Unfound>;
};
