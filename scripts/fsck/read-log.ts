import { GrowingTree, hashOfLeaf, rootOfLines } from '../log/hashes.ts';
import { LogFault } from '../log/log-fault.ts';
import { type PinnedKey, pinnedKey, type ReadCheckpoint, readCheckpoint } from '../log/read-checkpoint.ts';
import type { Fault } from './chain-faults.ts';
import type { LogBuckets, ReadFile } from './log-files.ts';

/** What the log has, once its checkpoint was found good, and everything in it that is not. */
export type ReadLog = {
  faults: Fault[];
  /** Hashes of events by demand and number. */
  events: Map<string, Map<number, string>>;
  /** `<demand> <hash>` of packages, `<period> <number> <hash>` of editions, and `receipt <demand> <hash>`. */
  others: Set<string>;
  /** Lines of an epoch that was archived, and not signed yet. */
  unsigned: Set<string>;
  size: number;
  /** Of the last epoch. */
  at: string;
};

/** How far a log had come when it signed last, as it remembers it. */
export type LogHead = { size: number; root: string };

export type Trust = {
  /** The verifier key that was pinned; without one, the log's own is taken. */
  key?: string | undefined;
  /** A checkpoint that somebody kept: the log must have grown from it. */
  kept?: string | undefined;
  /** What the log remembers of itself in the work table. */
  head?: LogHead | undefined;
};

const EPOCH = /^epoch (\d+) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{64})$/;
const EVENT = /^event (\S+) (\d{1,15}) ([0-9a-f]{64})$/;
const OTHER = /^(?:disclosure|edition) (\S+(?: \d+)? [0-9a-f]{64})$/;
const RECEIPT = /^receipt \S+ [0-9a-f]{64}$/;
const BUNDLE = 256;

/** Reads a log by its last published checkpoint, trusting nothing but a signature. Never throws for what it finds. */
export async function readLog(buckets: LogBuckets, trust: Trust): Promise<ReadLog> {
  const log: ReadLog = {
    faults: [],
    events: new Map(),
    others: new Set(),
    unsigned: new Set(),
    size: 0,
    at: '',
  };
  try {
    await readInto(log, buckets, trust);
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    log.faults.push(`log: ${error.message}`);
  }
  return log;
}

async function readInto(log: ReadLog, { archive, published }: LogBuckets, trust: Trust): Promise<void> {
  const pinned = pinnedKey(trust.key ?? (await textOf(published, 'key')) ?? '');
  const kept = trust.kept === undefined ? undefined : readCheckpoint(trust.kept, pinned);
  const last = await lastCheckpoint(log, published, pinned);
  log.size = last.size;
  if (kept && kept.size > last.size)
    throw new LogFault(
      `the checkpoint shrank: it is of ${last.size} epochs, and the one that was kept of ${kept.size}`,
    );
  if (trust.head && trust.head.size > last.size)
    log.faults.push(
      `log: the checkpoint shrank: it is of ${last.size} epochs, and the log remembers ${trust.head.size}`,
    );
  const tree = new GrowingTree();
  const entries = await entriesOf(published, last.size);
  for (const [number, entry] of entries.entries()) {
    tree.add(hashOfLeaf(entry));
    if (tree.size === kept?.size && tree.root() !== kept.root)
      log.faults.push('log: it is another log than that of the checkpoint that was kept');
    if (tree.size === trust.head?.size && tree.root() !== trust.head.root)
      log.faults.push('log: it is another than it remembers');
    if (
      !isCheckpoint(await textOf(published, `checkpoints/${tree.size}`), {
        size: tree.size,
        root: tree.root(),
        pinned,
      })
    )
      log.faults.push(`log: the checkpoint of ${tree.size} epochs is not the one that was signed`);
    await takeEpoch(log, { number, entry, text: await textOf(archive, epochKey(number)) });
  }
  if (tree.root() !== last.root) throw new LogFault('its entries are not those of the checkpoint');
  for (const line of linesIn(await textOf(archive, epochKey(last.size)))) log.unsigned.add(line);
  if (await archive(epochKey(last.size + 1)))
    throw new LogFault('the checkpoint shrank: epochs were archived after it');
}

type Wanted = { size: number; root: string; pinned: PinnedKey };

function isCheckpoint(note: string | undefined, { size, root, pinned }: Wanted): boolean {
  try {
    const said = readCheckpoint(note ?? '', pinned);
    return said.size === size && said.root === root;
  } catch (error) {
    if (error instanceof LogFault) return false;
    throw error;
  }
}

/** The latest checkpoint. A run that was cut off may have signed one more than it said. */
async function lastCheckpoint(log: ReadLog, published: ReadFile, pinned: PinnedKey): Promise<ReadCheckpoint> {
  const note = await textOf(published, 'checkpoint');
  if (note === undefined) throw new LogFault('there is no checkpoint');
  const said = readCheckpoint(note, pinned);
  let last = said;
  for (;;) {
    const next = await textOf(published, `checkpoints/${last.size + 1}`);
    if (next === undefined) break;
    last = readCheckpoint(next, pinned);
  }
  if (last.size > said.size + 1)
    log.faults.push(`log: the checkpoint shrank: it is of ${said.size} epochs, and ${last.size} were signed`);
  return last;
}

async function entriesOf(published: ReadFile, size: number): Promise<string[]> {
  const entries: string[] = [];
  for (let start = 0; start < size; start += BUNDLE) {
    const width = Math.min(BUNDLE, size - start);
    const digits = String(start / BUNDLE);
    const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
    const path = padded.replace(/(\d{3})(?=\d)/g, 'x$1/');
    const bundle = await published(`tile/entries/${path}${width < BUNDLE ? `.p/${width}` : ''}`);
    if (!bundle) throw new LogFault('a bundle of its entries is gone');
    for (let at = 0; at + 2 <= bundle.length; ) {
      const end = at + 2 + bundle.readUInt16BE(at);
      entries.push(bundle.toString('utf8', at + 2, end));
      at = end;
    }
  }
  if (entries.length !== size) throw new LogFault('it has another number of entries than its checkpoint');
  return entries;
}

type Archived = { number: number; entry: string; text: string | undefined };

/** Takes the lines of an epoch, if they are those that its entry stands for. */
async function takeEpoch(log: ReadLog, { number, entry, text }: Archived): Promise<void> {
  const [, said, at, root] = EPOCH.exec(entry) ?? [];
  if (root === undefined || Number(said) !== number || at === undefined)
    return void log.faults.push(`log: epoch ${number} is none`);
  log.at = at;
  if (text === undefined) return void log.faults.push(`log: the batch of epoch ${number} is gone`);
  const lines = linesIn(text);
  if (!text.startsWith(`${entry}\n\n`) || rootOfLines(lines) !== root)
    return void log.faults.push(`log: the batch of epoch ${number} is not the one that was logged`);
  for (const line of lines) takeLine(log, line);
}

/** The demand, number and hash of an event's line; undefined for any other. */
export function eventIn(line: string): { id: string; seq: number; hash: string } | undefined {
  const [, id, number, hash] = EVENT.exec(line) ?? [];
  return id === undefined || hash === undefined ? undefined : { id, seq: Number(number), hash };
}

/** What the line of a package or an edition says after its first word; undefined for any other. */
export const otherIn = (line: string): string | undefined =>
  OTHER.exec(line)?.[1] ?? (RECEIPT.test(line) ? line : undefined);

/** A line that means nothing, so that batches look alike from outside. */
const FILLER = /^filler [0-9a-f]{64}$/;

function takeLine({ events, others, faults }: ReadLog, line: string): void {
  if (FILLER.test(line)) return;
  const event = eventIn(line);
  const other = otherIn(line);
  if (other !== undefined) others.add(other);
  else if (!event) faults.push('log: a line of an epoch is none that is known');
  else {
    const { id, seq, hash } = event;
    const known = events.get(id) ?? new Map<number, string>();
    const before = known.get(seq);
    if (before !== undefined && before !== hash) faults.push(`log: event ${seq} of ${id} was logged as two`);
    else known.set(seq, hash);
    events.set(id, known);
  }
}

const epochKey = (number: number) => `epochs/${String(number).padStart(10, '0')}`;
const linesIn = (text: string | undefined) => text?.split('\n').slice(2, -1) ?? [];
const textOf = async (read: ReadFile, key: string) => (await read(key))?.toString('utf8');
