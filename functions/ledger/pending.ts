import { sha256Hex } from '../shared/canonical-json.ts';
import type { Commit } from './demand.store.ts';
import { disclosureEntry, eventEntry, receiptEntry } from './log-entry.ts';
import { editionPendingKey, type PendingItem, pendingKey, SHARDS } from './pending.table.ts';

/**
 * The items by which a commit hands its entries to the log: written to the work table in the commit's own transaction, so
 * that nothing is in the ledger that the log will not hear of.
 */
export function pendingOf({ event }: Pick<Commit, 'event'>): PendingItem[] {
  const { demandId, at, action, detail } = event;
  const entries = [eventEntry(event)];
  if (action === 'disclosure.sealed' && typeof detail.packageSha256 === 'string')
    entries.push(disclosureEntry(demandId, detail.packageSha256));
  if (action === 'disclosure.fetched' && typeof detail.receiptSha256 === 'string')
    entries.push(receiptEntry(demandId, detail.receiptSha256));
  return entries.map((entry) => ({ ...pendingKey(shardOf(entry), at, entry), entry }));
}

/** The same for an edition of a report. */
export const pendingEdition = (at: string, entry: string): PendingItem => ({
  ...editionPendingKey(at, entry),
  entry,
});

/** Spreads what is written at one time over some partitions. */
const shardOf = (entry: string) => Number.parseInt(sha256Hex(entry).slice(0, 2), 16) % SHARDS;
