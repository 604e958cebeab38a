import { type Epoch, epochEntry } from './epoch.ts';
import { type Hash, inclusionPath, leafHash } from './merkle.ts';

const base64 = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('base64'));

export type ProofOf = {
  epoch: Epoch;
  /** Peaks of the log before the epoch's entry, from the left. */
  peaks: readonly Hash[];
  /** The signed note of the log with the epoch's entry as its last. */
  checkpoint: string;
};

/**
 * That an entry is in the log, for whoever has the log's key and nothing else: a proof of the epoch's entry (c2sp.org/
 * tlog-proof), whose extra data take the entry to it. These are lines: the entry, the epoch's entry, `index size` of the entry
 * in the batch, and its path there. The last leaf of a tree is hashed with each peak before it, the nearest first.
 */
export function inclusionProof(entry: string, { epoch, peaks, checkpoint }: ProofOf): string {
  const index = epoch.entries.indexOf(entry);
  const path = inclusionPath(index, epoch.entries.map(leafHash));
  const extra = [entry, epochEntry(epoch), `${index} ${epoch.entries.length}`, ...base64(path)].join('\n');
  return [
    'c2sp.org/tlog-proof@v1',
    `extra ${Buffer.from(`${extra}\n`).toString('base64')}`,
    `index ${epoch.number}`,
    ...base64(peaks.toReversed()),
    '',
    checkpoint,
  ].join('\n');
}
