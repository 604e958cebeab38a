import { type Hex, hashOfLeaf, rootOfPath } from './hashes.ts';
import { LogFault } from './log-fault.ts';
import { type PinnedKey, type ReadCheckpoint, readCheckpoint } from './read-checkpoint.ts';

/** What a good proof proves: that the line was in the log when the checkpoint was signed. */
export type ReadProof = { line: string; epoch: number; at: string; checkpoint: ReadCheckpoint };

const EPOCH = /^epoch (0|[1-9]\d*) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{64})$/;
const LONGEST = 1_000_000;

/**
 * Checks a proof (c2sp.org/tlog-proof) all the way from a line to a checkpoint. Its extra data are the line, the entry of the
 * epoch that it was logged in, `index size` within that epoch's batch, and the path from the line to the epoch's root.
 * @throws LogFault for the first reason not to believe it
 */
export function readProof(text: string, pinned: PinnedKey | undefined): ReadProof {
  if (text.length > LONGEST) throw new LogFault('the proof is too long to be one');
  const cut = text.indexOf('\n\n');
  const [format, extra = '', index = '', ...path] = text.slice(0, Math.max(cut, 0)).split('\n');
  if (cut < 0 || format !== 'c2sp.org/tlog-proof@v1' || !/^extra [A-Za-z0-9+/]+={0,2}$/.test(extra))
    throw new LogFault('the proof is not of the form of one');
  const checkpoint = readCheckpoint(text.slice(cut + 2), pinned);
  const told = Buffer.from(extra.slice('extra '.length), 'base64').toString('utf8').split('\n');
  const [line = '', entry = '', place = '', ...inner] = told.slice(0, -1);
  const [, number = '', at = '', batchRoot] = EPOCH.exec(entry) ?? [];
  const [, inBatch = '', batch = ''] = /^(0|[1-9]\d{0,8}) ([1-9]\d{0,8})$/.exec(place) ?? [];
  if (batchRoot === undefined || batch === '' || told.at(-1) !== '')
    throw new LogFault('the proof does not say in which epoch the entry was logged');
  const ofBatch = { index: Number(inBatch), size: Number(batch), path: inner.map(hashIn) };
  if (rootOfPath(hashOfLeaf(line), ofBatch) !== batchRoot)
    throw new LogFault('the proof does not lead from the entry to its epoch');
  const ofLog = { index: Number(number), size: checkpoint.size, path: path.map(hashIn) };
  if (index !== `index ${number}` || rootOfPath(hashOfLeaf(entry), ofLog) !== checkpoint.root)
    throw new LogFault('the proof does not lead from the epoch to the checkpoint');
  return { line, epoch: Number(number), at, checkpoint };
}

function hashIn(base64: string): Hex {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(base64)) throw new LogFault('the proof has a step that is no hash');
  return Buffer.from(base64, 'base64').toString('hex');
}
