import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SetAside } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { ObjectBytes, ObjectReader, ObjectStamp } from './object-store.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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
  /** The thing itself, where it is more than fields: the bytes of a message or a file, opened when they are needed. */
  blob?: {
    mediaType: string;
    open(): Promise<ObjectBytes>;
    /** How many bytes its entry says that it has, where that counts them exactly: others were put in their place. */
    size?: number;
    /** The store's mark of it now, where it can be had without its bytes: whether it changed since is seen by that. */
    stamp?(): Promise<ObjectStamp>;
  };
};

/** One thing that is there and of which no record can be made. It is told of, and stays behind. */
export type Unfound = Omit<Found, 'fields' | 'blob'> & { setAside: SetAside };

/** Clients made from the credentials of one grant's session. They can reach what its session policy names. */
export type Clients = {
  documents: DynamoDBDocumentClient;
  bucket(name: string): ObjectReader;
};

/**
 * Reads one service of the provider inside a grant.
 *
 * `read` reads by the grant's account as key and by its period as a range, never by scan or search. It pages to the
 * end: to return without a record says that there is none. Everything that keeps it from seeing the end is thrown; one
 * odd thing on the way is yielded as set aside, and the rest goes on. What it may reach is in `READS` (access.ts).
 */
export type Connector = {
  service: string;
  items: readonly string[];
  read(grant: Grant, clients: Clients): AsyncIterable<Found | Unfound>;
};
