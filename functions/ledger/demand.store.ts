import type { DemandRecord } from './demand-record.schema.ts';
import type { LedgerEvent } from './event.schema.ts';
import type { Part, PartWrite } from './part.ts';
import type { Written } from './stored.ts';

/** One change of one demand: its next version, the event that tells of it, and what is written beside it. */
export type Commit = {
  /** The record after the change; its `version` is one above the stored one. */
  record: Written<DemandRecord>;
  event: LedgerEvent;
  parts: readonly PartWrite[];
};

/**
 * What rooms need of the demands table. Every write is one transaction with its ledger event.
 * A commit that another one overtook returns `conflict` and writes nothing; the caller reads again and decides again.
 */
export type DemandStore = {
  read(demandId: string): Promise<DemandRecord | undefined>;
  part<T>(demandId: string, part: Part<T>): Promise<T | undefined>;
  /** The parts whose sort key begins with that of `beginning`, in order. */
  parts<T>(demandId: string, beginning: Part<T>): Promise<T[]>;
  /** As they were written, oldest first. */
  events(demandId: string): Promise<LedgerEvent[]>;
  commit(commit: Commit): Promise<'committed' | 'conflict'>;
};

/** An item that something must be done about: the demand itself (`key` is `demand`) or an item beside it. */
export type DueItem = { demandId: string; key: string; dueAt: string };

/** When a demand is looked at, and where on the index it stands until then. */
export type Due = { dueKind: string; dueAt: string };

/** What the sweeps need: the sparse index of things that are due. */
export type DueStore = {
  /** Items of one kind due at or before `until`, soonest first, read page by page as they are taken. */
  due(kind: string, until: string): AsyncIterable<DueItem>;
  /**
   * Takes an item off the index; the item stays. No event: nothing about the demand changes.
   * @throws UnknownPart for a sort key that no part has
   */
  settle(item: Pick<DueItem, 'demandId' | 'key'>): Promise<void>;
  /** Puts off when a demand is looked at; nothing where it was to be at another time than `dueAt`. No event. */
  postpone(item: Pick<DueItem, 'demandId' | 'dueAt'>, to: Due): Promise<void>;
};
