import { GrowingTree, hashOfLeaf } from '../log/hashes.ts';
import { LogFault } from '../log/log-fault.ts';
import { pinnedKey, type ReadCheckpoint, readCheckpoint } from '../log/read-checkpoint.ts';
import { readProof } from '../log/read-proof.ts';

/** The package: as it was read when it was verified, so that no other file can come between. */
type Package = { sha256: string; demandId: string };
type Given = {
  proof: string;
  logKey: string | undefined;
  checkpoint: string | undefined;
  entries: string | undefined;
};

/**
 * Checks that these bytes are the package that the log has, and that the log is the one that others see.
 * @returns what was found, as lines for a person
 * @throws LogFault for the first reason not to believe it
 */
export async function verifyLogged({ sha256, demandId }: Package, given: Given): Promise<string[]> {
  const pinned = given.logKey === undefined ? undefined : pinnedKey(given.logKey);
  const { line, epoch, at, checkpoint } = readProof(given.proof, pinned);
  if (line !== `disclosure ${demandId} ${sha256}`) throw new LogFault('the proof is of another package');
  const told = [`  logged     ${at}, as epoch ${epoch} of ${checkpoint.origin}`];
  if (!pinned) told.push('  log key    none was given, so nobody vouches for the log: --log-key KEY');
  if (given.checkpoint === undefined) return told;
  const other = readCheckpoint(given.checkpoint, pinned);
  requireGrown(checkpoint, other, given.entries);
  return [...told, `  same log   as the checkpoint of ${other.size} entries`];
}

/** @throws LogFault where neither checkpoint is a beginning of the other, or nothing shows that it is */
function requireGrown(one: ReadCheckpoint, other: ReadCheckpoint, entries: string | undefined): void {
  if (one.origin !== other.origin) throw new LogFault('the checkpoint is of another log');
  if (one.size === other.size) {
    if (one.root !== other.root) throw new LogFault('the log shows different people different histories');
    return;
  }
  if (entries === undefined)
    throw new LogFault(
      'the checkpoints are of two sizes, and only the entries of the log (--entries) can join them',
    );
  const wanted = new Map([one, other].map(({ size, root }) => [size, root]));
  const tree = new GrowingTree();
  const lines = entries.split('\n').slice(0, Math.max(one.size, other.size));
  for (const line of lines) {
    tree.add(hashOfLeaf(line));
    if (wanted.has(tree.size) && wanted.get(tree.size) === tree.root()) wanted.delete(tree.size);
  }
  if (wanted.size > 0) throw new LogFault('the log shows different people different histories');
}
