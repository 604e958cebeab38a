import { createHash } from 'node:crypto';
import { mapInOrder } from '../retrieval/map-in-order.ts';
import { InconsistentState } from '../shared/faults.ts';
import { byPath } from './by-path.ts';
import { AHEAD, openedAhead } from './opened-ahead.ts';
import type { PackageEntry } from './package-entry.ts';
import { centralHeader, endRecords, localHeader, MAX_FILE_BYTES, type ZipFile } from './zip-headers.ts';

/** Chunks are no smaller, but for the last. */
const CHUNK = 256 * 1024;

/** An archive as it will be: nothing of it is held, and its bytes are the same each time. */
export type ZipArchive = { size: number; bytes(): AsyncGenerator<Uint8Array> };

/**
 * The one archive that there is of these entries: stored, in the order of the bytes of their names, without times,
 * comments or anything between. `bytes` fails where an entry's are no longer those of its digests.
 */
export function zipArchive(base: string, entries: readonly PackageEntry[]): ZipArchive {
  const placed: { entry: PackageEntry; file: ZipFile; offset: number }[] = [];
  let offset = 0;
  for (const { entry, name } of inOrder(base, entries)) {
    if (entry.size > MAX_FILE_BYTES || name.byteLength > 1000)
      throw new InconsistentState('a file that is too large for a package, or its name');
    const file = { name, crc32: entry.crc32, size: entry.size };
    placed.push({ entry, file, offset });
    offset += localHeader(file).byteLength + entry.size;
  }
  const directory = Buffer.concat(placed.map((one) => centralHeader(one.file, one.offset)));
  const end = endRecords({ files: placed.length, offset, size: directory.byteLength });

  async function* pieces(): AsyncGenerator<Uint8Array> {
    const opened = mapInOrder(placed, AHEAD, async ({ entry, file }) => ({
      entry,
      file,
      open: await openedAhead(entry.size, entry.open),
    }));
    for await (const { entry, file, open } of opened) {
      yield localHeader(file);
      yield* unchanged(entry, await open());
    }
    yield directory;
    yield end;
  }
  return {
    size: offset + directory.byteLength + end.byteLength,
    bytes: () => gathered(pieces()),
  };
}

/** Names are alike to no file system: neither in another case nor in another form of Unicode. */
function inOrder(base: string, entries: readonly PackageEntry[]) {
  const seen = new Set<string>();
  return [...entries].sort(byPath).map((entry) => {
    const name = `${base}/${entry.path}`;
    const alike = name.normalize('NFC').toLowerCase();
    if (seen.has(alike)) throw new InconsistentState('two files of a package with one name');
    seen.add(alike);
    return { entry, name: Buffer.from(name, 'utf8') };
  });
}

async function* unchanged(
  { sha256, size, changed }: PackageEntry,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const fault = () => changed?.() ?? new InconsistentState('bytes changed while they were packed');
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of content) {
    length += chunk.byteLength;
    if (length > size) throw fault();
    hash.update(chunk);
    yield chunk;
  }
  if (length !== size || hash.digest('hex') !== sha256) throw fault();
}

async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [held, length]: [Uint8Array[], number] = [[], 0];
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.byteLength;
    if (length < CHUNK) continue;
    yield held.length === 1 ? piece : Buffer.concat(held, length);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held, length);
}
