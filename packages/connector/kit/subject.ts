import type { Connector, Grant } from '../contract.ts';

/** A connector as it is tried: with accounts of a store that stands still meanwhile. */
export type Subject<Clients = unknown> = {
  connector: Connector<Clients>;
  /** An account that has records of every item, several of those that have a time. */
  account: string;
  /** An account that exists and has no records. */
  emptyAccount: string;
  /** What the connector reads a grant with, where it does not bring its own. */
  clientsFor?: (grant: Grant) => Clients;
  /** The same, of a store that gives pages of two or so. */
  smallPages?: Attempt<Clients>;
  /** Ways in which the store fails: to read in each must throw. */
  broken?: readonly (Attempt<Clients> & { what: string })[];
  /** How long one read may take. */
  timeLimitMs?: number;
  /** Called in the end. */
  close?: () => unknown;
};

/** What is other than usual in an attempt. */
export type Attempt<Clients = unknown> = {
  connector?: Connector<Clients>;
  account?: string;
  clientsFor?: (grant: Grant) => Clients;
};
