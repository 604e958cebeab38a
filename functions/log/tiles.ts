import { InconsistentState } from '../shared/faults.ts';
import { type Hash, nodeHash, rootOf } from './merkle.ts';

/**
 * The tree of the log as files (c2sp.org/tlog-tiles): each holds up to 256 hashes that stand side by side, eight levels
 * above those of the tiles of the level below. A file is never changed: a tile that grows is another file.
 */
const WIDTH = 256;
const HEIGHT = 8;
const HASH_BYTES = 32;

export type TileName = { level: number | 'entries'; index: number; width: number };

/** What paths of tiles begin with. */
export const TILES = 'tile/';

/** Path of a tile, or of the entries of one. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const parts = digits.match(/\d{3}/g) ?? [];
  const path = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/');
  return `${TILES}${level}/${path}${width < WIDTH ? `.p/${width}` : ''}`;
}

export type ReadTile = (name: TileName) => Promise<Buffer>;

/** The tiles that a tree of one leaf more has and the tree before it had not, lowest first. */
export async function grownTiles(size: number, leaf: Hash, read: ReadTile): Promise<[TileName, Buffer][]> {
  const grown: [TileName, Buffer][] = [];
  let [place, hash, level] = [size, leaf, 0];
  for (;;) {
    const [index, before] = [Math.floor(place / WIDTH), place % WIDTH];
    const known = before === 0 ? Buffer.alloc(0) : await read({ level, index, width: before });
    const tile = Buffer.concat([known, hash]);
    grown.push([{ level, index, width: before + 1 }, tile]);
    if (before + 1 < WIDTH) return grown;
    [place, hash, level] = [index, rootOf(hashesIn(tile)), level + 1];
  }
}

/** The roots of the largest whole trees that a tree of this size is made of, from the left. */
export async function peaksOf(size: number, read: ReadTile): Promise<Hash[]> {
  const peaks: Hash[] = [];
  let start = 0;
  for (let height = Math.floor(Math.log2(Math.max(size, 1))); height >= 0; height -= 1) {
    if (Math.floor(size / 2 ** height) % 2 === 0) continue;
    peaks.push(await wholeTree(start, height, { size, read }));
    start += 2 ** height;
  }
  return peaks;
}

/** The root of the whole tree over 2^height leaves from `start` on. */
async function wholeTree(
  start: number,
  height: number,
  { size, read }: { size: number; read: ReadTile },
): Promise<Hash> {
  const level = Math.floor(height / HEIGHT);
  const place = start / 2 ** (level * HEIGHT);
  const index = Math.floor(place / WIDTH);
  const known = Math.floor(size / 2 ** (level * HEIGHT));
  const width = Math.min(WIDTH, known - index * WIDTH);
  const hashes = hashesIn(await read({ level, index, width }));
  if (hashes.length !== width) throw new InconsistentState('a tile of another width than its name');
  const first = place % WIDTH;
  return rootOf(hashes.slice(first, first + 2 ** (height % HEIGHT)));
}

/** The root over such peaks. */
export const rootOfPeaks = (peaks: readonly Hash[]): Hash => {
  const [last, ...rest] = peaks.toReversed();
  return last ? rest.reduce((right, left) => nodeHash(left, right), last) : rootOf([]);
};

export const hashesIn = (tile: Buffer): Hash[] =>
  Array.from({ length: Math.floor(tile.length / HASH_BYTES) }, (_, index) =>
    tile.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );

/** Entries as a bundle keeps them: each after its length. */
export function bundled(entry: string): Buffer {
  const bytes = Buffer.from(entry, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** @throws InconsistentState for what is no bundle */
export function entriesIn(bundle: Buffer): string[] {
  const entries: string[] = [];
  for (let start = 0; start < bundle.length; ) {
    const end = start + 2 + (start + 2 <= bundle.length ? bundle.readUInt16BE(start) : bundle.length);
    if (end > bundle.length) throw new InconsistentState('a bundle of entries that ends within one');
    entries.push(bundle.toString('utf8', start + 2, end));
    start = end;
  }
  return entries;
}
