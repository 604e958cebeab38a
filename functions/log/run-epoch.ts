import { randomBytes } from 'node:crypto';
import { EDITIONS_PENDING, type PendingItem } from '../ledger/pending.table.ts';
import type { Clock } from '../shared/clock.ts';
import { LogForked, StoreBusy } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import { checkpointText, type LogKey, openCheckpoint, signedCheckpoint, verifierKey } from './checkpoint.ts';
import { type Epoch, epochEntry, epochText, readEpoch } from './epoch.ts';
import type { LogFile, LogFiles, LogSigner, PendingStore } from './log.store.ts';
import { BYTES, checkpointKey, epochKey, KEY, LATEST, proofKey, TEXT } from './log-files.ts';
import { type Hash, leafHash } from './merkle.ts';
import { inclusionProof } from './proof.ts';
import { bundled, grownTiles, peaksOf, rootOfPeaks, TILES, type TileName, tilePath } from './tiles.ts';

export type EpochDeps = {
  origin: string;
  pending: PendingStore;
  /** Batches and proofs; nobody else's to read. */
  archive: LogFiles;
  /** Checkpoints and tiles; everybody's. */
  published: LogFiles;
  signer: LogSigner;
  clock: Clock;
};

/** `refused` items wait that are no entries: somebody else wrote them. */
export type EpochRun = { size: number; entries: number; refused: number };

/** Most entries of one batch; the next takes the rest. */
const LARGEST = 20_000;
const ATTEMPTS = 5;

const OF_DEMANDS =
  /^(event [a-z]-[0-9a-z]+ [1-9]\d* [0-9a-f]{64}|(disclosure|receipt) [a-z]-[0-9a-z]+ [0-9a-f]{64})$/;
const OF_EDITIONS = /^edition ([0-9]{4}(-H[12])?|[0-9-]{10}--[0-9-]{10}) [1-9]\d* [0-9a-f]{64}$/;

/** Whether it is an entry of whoever may write where it waits: who publishes editions vouches for no event, and no package. */
const isEntry = ({ pk, entry }: PendingItem) =>
  (pk === EDITIONS_PENDING ? OF_EDITIONS : OF_DEMANDS).test(entry);

/** What a line begins with that means nothing. */
const FILLER = 'filler ';

/** Whether somebody may ask for the proof of a line. */
const hasProof = (line: string) => !line.startsWith('event ') && !line.startsWith(FILLER);

type Tree = { size: number; peaks: readonly Hash[] };
type Log = EpochDeps & { key: LogKey };
type Settled = { tree: Tree; last: Epoch | undefined };

/**
 * Logs what waits: archives the batch, appends one entry for it, signs and publishes the checkpoint, and only then takes
 * what waited away. Who creates the file of an epoch has decided what is in it; all that follows is made from that file and
 * comes out the same whoever makes it, so that a run that was cut off anywhere is finished by the next, and of two at a time
 * one finds the other's epoch and goes on behind it.
 * @throws LogForked where what is published, archived or remembered contradicts itself: nothing is signed then
 */
export async function runEpoch(deps: EpochDeps): Promise<EpochRun> {
  const key = { origin: deps.origin, publicKey: await deps.signer.publicKey() };
  const log = { ...deps, published: withTilesInMind(deps.published), key };
  const keyFile = textFile(KEY, `${verifierKey(key)}\n`);
  // It is there but for the first time: to look costs less than to write.
  if (!(await log.published.read(KEY))?.body.equals(keyFile.body)) await keep(log.published, keyFile);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { tree, last } = await settle(log);
    const { fresh, refused } = await takeIn(last, deps.pending);
    const epoch = epochOf(tree.size, fresh, { last, now: deps.clock().toISOString() });
    const file = textFile(epochKey(epoch.number), epochText(epoch));
    if ((await deps.archive.create(file)) === 'exists') continue;
    const { size } = await publish(epoch, tree, log);
    await deps.pending.remove(fresh);
    const run = { size, entries: fresh.length, refused };
    logInfo('EPOCH_LOGGED', run);
    return run;
  }
  throw new StoreBusy('other runs of the log kept coming first');
}

/** The log as it stands, after what earlier runs archived was published. */
async function settle(log: Log): Promise<Settled> {
  const head = await log.pending.head();
  let tree = await publishedTree(log);
  let last = tree.size > 0 ? await archivedEpoch(tree.size - 1, log) : undefined;
  if (tree.size > 0 && !last) throw new LogForked('an epoch that was published is not archived');
  for (;;) {
    const next = await archivedEpoch(tree.size, log);
    if (!next) break;
    tree = await publish(next, tree, log);
    last = next;
  }
  if (head && head.size > tree.size) throw new LogForked('the log was longer when it signed last');
  if (head?.size === tree.size && head.root !== rootOfPeaks(tree.peaks).toString('hex'))
    throw new LogForked('the log was another when it signed last');
  if (last && !(await lastLeaf(tree.size, log)).equals(leafHash(epochEntry(last))))
    throw new LogForked('the last epoch is not the last entry of the log');
  return { tree, last };
}

async function publishedTree(log: Log): Promise<Tree> {
  const latest = await log.published.read(LATEST);
  if (!latest) return { size: 0, peaks: [] };
  const { size, root } = openCheckpoint(latest.body.toString('utf8'), log.key);
  const peaks = await peaksOf(size, tileReader(log.published));
  if (!rootOfPeaks(peaks).equals(root)) throw new LogForked('the tiles are not those of the checkpoint');
  return { size, peaks };
}

async function archivedEpoch(number: number, { archive }: Log): Promise<Epoch | undefined> {
  const file = await archive.read(epochKey(number));
  return file && readEpoch(file.body.toString('utf8'), number);
}

async function lastLeaf(size: number, { published }: Log): Promise<Hash> {
  const width = ((size - 1) % 256) + 1;
  const tile = await tileReader(published)({ level: 0, index: Math.floor((size - 1) / 256), width });
  return tile.subarray(-32);
}

/** What waits and was not logged. What the last epoch has is taken away: its run did not come to that. */
async function takeIn(last: Epoch | undefined, pending: PendingStore) {
  const waiting = await pending.all();
  const logged = new Set(last?.entries);
  await pending.remove(waiting.filter(({ entry }) => logged.has(entry)));
  const entries = waiting.filter(({ entry }) => !logged.has(entry));
  const fresh = entries.filter(isEntry).sort(byTime);
  return { fresh: fresh.slice(0, LARGEST), refused: entries.length - fresh.length };
}

const byTime = (a: PendingItem, b: PendingItem) => (a.sk < b.sk ? -1 : 1);

function epochOf(
  number: number,
  fresh: readonly PendingItem[],
  { last, now }: { last: Epoch | undefined; now: string },
): Epoch {
  const at = last && last.at > now ? last.at : now;
  return { number, at, entries: mixed([...new Set(fresh.map(({ entry }) => entry))]) };
}

/** Fewest lines of a batch. */
const SMALLEST = 64;

/**
 * A batch as it is archived: among lines that mean nothing, up to a power of two, in an order of chance. A proof tells how
 * many lines its batch has and which of them it is about, and the log has the batch's root: neither says how much was
 * written with it, or whether anything was.
 */
function mixed(entries: readonly string[]): string[] {
  const size = 2 ** Math.ceil(Math.log2(Math.max(SMALLEST, entries.length + 1)));
  const fillers = Array.from(
    { length: size - entries.length },
    () => `${FILLER}${randomBytes(32).toString('hex')}`,
  );
  return [...entries, ...fillers]
    .map((line) => ({ line, place: randomBytes(8).readBigUInt64BE() }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ line }) => line);
}

/** Publishes an archived epoch as the next entry of the log; a second time changes nothing. */
async function publish(epoch: Epoch, before: Tree, log: Log): Promise<Tree> {
  const { published, key } = log;
  const read = tileReader(published);
  const entry = epochEntry(epoch);
  for (const [name, body] of await grownTiles(before.size, leafHash(entry), read))
    await keep(published, { key: tilePath(name), body, contentType: BYTES });
  await keep(published, await grownBundle(before.size, entry, read));
  const size = before.size + 1;
  const peaks = await peaksOf(size, read);
  const root = rootOfPeaks(peaks);
  const checkpoint = await signed({ origin: key.origin, size, root }, log);
  await log.pending.raiseHead({ size, root: root.toString('hex') });
  for (const line of epoch.entries.filter(hasProof)) {
    const proof = inclusionProof(line, { epoch, peaks: before.peaks, checkpoint });
    await keepProof(line, textFile(proofKey(line), proof), { before: epoch.number, log });
  }
  await pointTo(checkpoint, size, log);
  return { size, peaks };
}

async function signed(next: { origin: string; size: number; root: Hash }, log: Log): Promise<string> {
  const { published, pending, key, signer } = log;
  const head = await pending.head();
  const known = await published.read(checkpointKey(next.size));
  // The head is raised when the checkpoint is kept: one that was signed and is not there was taken away.
  if (!known && head && head.size >= next.size) throw new LogForked('a checkpoint that was signed is gone');
  if (known) {
    const note = known.body.toString('utf8');
    if (checkpointText(openCheckpoint(note, key)) !== checkpointText(next))
      throw new LogForked('a checkpoint of this size says something else');
    return note;
  }
  const text = checkpointText(next);
  const note = signedCheckpoint(text, key, await signer.sign(Buffer.from(text)));
  openCheckpoint(note, key);
  await keep(published, textFile(checkpointKey(next.size), note));
  return note;
}

/** Says which checkpoint is the latest, if no other run said a later one. */
async function pointTo(note: string, size: number, { published, key }: Log): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const present = await published.read(LATEST);
    if (present && openCheckpoint(present.body.toString('utf8'), key).size >= size) return;
    if ((await published.replace(textFile(LATEST, note), present?.tag)) === 'replaced') return;
  }
  throw new StoreBusy('other runs of the log kept coming first');
}

const textFile = (key: string, text: string): LogFile => ({
  key,
  body: Buffer.from(text, 'utf8'),
  contentType: TEXT,
});

/** Creates a file, or finds it as it would have been. @throws LogForked where it is another */
async function keep(files: LogFiles, file: LogFile): Promise<void> {
  if ((await files.create(file)) === 'created') return;
  const known = await files.read(file.key);
  if (!known?.body.equals(file.body)) throw new LogForked(`another file stands at ${file.key.split('/')[0]}`);
}

/**
 * Creates the proof of a line. One that waited twice, because somebody put it there again, was logged twice: its first proof
 * stays, if it is the one that the log would make of it now.
 */
async function keepProof(
  line: string,
  file: LogFile,
  { before, log }: { before: number; log: Log },
): Promise<void> {
  const known = await log.archive.read(file.key);
  const first = Number(/^index (\d+)$/m.exec(known?.body.toString('utf8') ?? '')?.[1] ?? before);
  if (!known || first >= before) return keep(log.archive, file);
  const epoch = await archivedEpoch(first, log);
  const checkpoint = (await log.published.read(checkpointKey(first + 1)))?.body.toString('utf8');
  if (!epoch?.entries.includes(line) || checkpoint === undefined)
    throw new LogForked('a proof of what was never logged');
  const peaks = await peaksOf(first, tileReader(log.published));
  await keep(log.archive, textFile(file.key, inclusionProof(line, { epoch, peaks, checkpoint })));
}

/** Files of the log that remember, for one run, the tiles that it read or made: what is created stays as it was written. */
function withTilesInMind(files: LogFiles): LogFiles {
  const tiles = new Map<string, { body: Buffer; tag: string }>();
  return {
    ...files,
    read: async (key) => {
      const file = tiles.get(key) ?? (await files.read(key));
      if (file && key.startsWith(TILES)) tiles.set(key, file);
      return file;
    },
    create: async (file) => {
      const outcome = await files.create(file);
      if (outcome === 'created' && file.key.startsWith(TILES))
        tiles.set(file.key, { body: file.body, tag: '' });
      return outcome;
    },
  };
}

const tileReader = (files: LogFiles) => async (name: TileName) => {
  const tile = await files.read(tilePath(name));
  if (!tile) throw new LogForked('a tile of the log is missing');
  return tile.body;
};

async function grownBundle(
  place: number,
  entry: string,
  read: (name: TileName) => Promise<Buffer>,
): Promise<LogFile> {
  const [index, width] = [Math.floor(place / 256), place % 256];
  const known = width === 0 ? Buffer.alloc(0) : await read({ level: 'entries', index, width });
  const key = tilePath({ level: 'entries', index, width: width + 1 });
  return { key, body: Buffer.concat([known, bundled(entry)]), contentType: BYTES };
}
