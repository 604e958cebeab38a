import type * as z from 'zod/mini';
import type { DemandRecord } from './demand-record.schema.ts';
import type { LedgerEvent } from './event.schema.ts';

/** An item written beside the demand: `part` is its sort key. */
export type PartWrite = { part: string; body: Record<string, unknown>; mode: 'create' | 'replace' };

/** One change of one demand: its next version, the event that tells of it, and what is written beside it. */
export type Commit = {
  /** The record after the change; its `version` is one above the stored one. */
  record: DemandRecord;
  event: LedgerEvent;
  parts: readonly PartWrite[];
};

/**
 * What rooms need of the demands table. Every write is one transaction with its ledger event.
 * A commit that another one overtook returns `conflict` and writes nothing; the caller reads again and decides again.
 */
export type DemandStore = {
  read(demandId: string): Promise<DemandRecord | undefined>;
  readPart<T extends z.ZodMiniType>(
    demandId: string,
    part: string,
    schema: T,
  ): Promise<z.infer<T> | undefined>;
  /** The parts whose sort key begins with `prefix`, in order. */
  readParts<T extends z.ZodMiniType>(demandId: string, prefix: string, schema: T): Promise<z.infer<T>[]>;
  events(demandId: string): Promise<LedgerEvent[]>;
  commit(commit: Commit): Promise<'committed' | 'conflict'>;
};

/** An item that something must be done about: the demand itself (`part` is `demand`) or an item beside it. */
export type DueItem = { demandId: string; part: string; dueAt: string };

/** What the sweeps need: the sparse index of things that are due. */
export type DueStore = {
  /** Items of one kind due at or before `until`, soonest first, at most `limit`. */
  due(kind: string, until: string, limit: number): Promise<DueItem[]>;
  /** Takes an item off the index; the item stays. No event: nothing about the demand changes. */
  settle(item: Pick<DueItem, 'demandId' | 'part'>): Promise<void>;
};
