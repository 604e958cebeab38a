import { type Entries, type Entry, LOCAL } from './archive-entries.ts';
import type { Faults } from './faults.ts';
import { fill } from './file-bytes.ts';
import { compareFields, type Field, lengthOf } from './header-fields.ts';
import type { PackageFile } from './package-file.ts';
import type { Counter, CounterOf, Digest, Stretch } from './stretch-digests.ts';

/** As many chunks of this size are held at once: one is read while others are counted. */
const [ROOMS, READ] = [4, 2 * 1024 * 1024];

/** Lower-case hex, of the bytes of one file. */
export type Digests = { sha256: string; sha512?: string; size: number };
export type Through = { sha256: string; digests: ReadonlyMap<string, Digests> };
type Archive = Pick<Entries, 'entries' | 'form'>;
/** Of which files SHA-512 is counted too, and who counts. */
type Options = { counterOf: CounterOf; needsSha512: (path: string) => boolean };

/**
 * Reads the archive once, from its first byte to its last: the SHA-256 of the whole, digests and CRC of each file, and the
 * headers that stand before and behind it are all of the same bytes.
 */
export async function readThrough(
  file: PackageFile,
  archive: Archive | undefined,
  { counterOf, needsSha512 }: Options,
  faults: Faults,
): Promise<Through> {
  const cut = archive ? cutter(archive, needsSha512, faults) : () => [];
  const [whole, files] = [counterOf(file.size, 'whole'), counterOf(file.size, 'files')];
  const [ofWhole, ofFiles]: [Digest[], Digest[]] = [[], []];
  try {
    await eachChunk(
      file,
      (length) => files.room(length),
      async (chunk, isEnd) => {
        const all = { from: 0, to: chunk.length, isEnd, sha512: false, crc: false };
        // In this order: one may be counted by this thread.
        const [ofEach, ofAll] = [files.take(chunk, cut(chunk)), whole.take(chunk, [all])];
        const [digests, digest] = await Promise.all([ofEach, ofAll]);
        ofFiles.push(...digests);
        ofWhole.push(...digest);
      },
    );
  } finally {
    whole.end();
    files.end();
  }
  const digests = new Map<string, Digests>();
  for (const [index, { path, size, crc: said, offset }] of (archive?.entries ?? []).entries()) {
    const { crc = 0, ...digest } = ofFiles[index] ?? { sha256: '' };
    if (crc !== said)
      faults.add({
        rule: 'crc',
        file: path,
        offset: offset + 14,
        text: 'its CRC is not that of its bytes',
      });
    digests.set(path, { ...digest, size });
  }
  return { sha256: ofWhole[0]?.sha256 ?? '', digests };
}

/** Chunks are counted in their order. A file without a byte is one chunk. */
async function eachChunk(
  file: PackageFile,
  roomOf: Counter['room'],
  count: (chunk: Buffer, isEnd: boolean) => Promise<void>,
): Promise<void> {
  const { size } = file;
  const rooms: { bytes: Buffer; counted: Promise<void> }[] = [];
  for (let at = 0; at === 0 || at < size; at += READ) {
    const index = (at / READ) % ROOMS;
    rooms[index] ??= { bytes: roomOf(Math.min(READ, size)), counted: Promise.resolve() };
    const room = rooms[index];
    await room.counted;
    const chunk = await fill(file, room.bytes.subarray(0, Math.min(READ, size - at)), at);
    room.counted = count(chunk, at + READ >= size);
    // Whoever waits for it is told; until then nobody waits.
    room.counted.catch(() => undefined);
  }
  await Promise.all(rooms.map(({ counted }) => counted));
}

/** Bytes of the archive that belong together: of a file, or around it. */
type Part = { left: number; take(bytes: Buffer, from: number): Stretch | undefined };

/** Says of each chunk in turn where its files are. What stands between them is held against what it can only be. */
function cutter(
  archive: Archive,
  needsSha512: Options['needsSha512'],
  faults: Faults,
): (chunk: Buffer) => Stretch[] {
  const parts = partsOf(archive, needsSha512, faults);
  let part = parts.next().value;
  return (chunk) => {
    const stretches: Stretch[] = [];
    for (let at = 0; part && (at < chunk.length || part.left === 0); ) {
      const bytes = chunk.subarray(at, at + part.left);
      part.left -= bytes.length;
      const stretch = part.take(bytes, at);
      if (stretch) stretches.push(stretch);
      at += bytes.length;
      if (part.left === 0) part = parts.next().value;
    }
    return stretches;
  };
}

function* partsOf(
  { entries, form }: Archive,
  needsSha512: Options['needsSha512'],
  faults: Faults,
): Generator<Part, undefined> {
  for (const entry of entries) {
    yield localHeader(entry, form.local(entry), faults);
    yield fileBytes(entry.size, needsSha512(entry.path));
    const fields = form.descriptor(entry);
    const place = { prefix: 'descriptor', file: entry.fullName, at: entry.start + entry.size };
    if (fields.length > 0)
      yield gathered(lengthOf(fields), (bytes) => compareFields(bytes, fields, place, faults));
  }
  return undefined;
}

const fileBytes = (size: number, sha512: boolean): Part => ({
  left: size,
  take({ length }, from) {
    return { from, to: from + length, isEnd: this.left === 0, sha512, crc: true };
  },
});

function gathered(length: number, check: (bytes: Buffer) => void): Part {
  const chunks: Buffer[] = [];
  return {
    left: length,
    take(bytes) {
      // The chunk's memory is written over by what is read next.
      chunks.push(Buffer.from(bytes));
      if (this.left === 0) check(Buffer.concat(chunks));
      return undefined;
    },
  };
}

function localHeader({ name, fullName, offset }: Entry, fields: readonly Field[], faults: Faults): Part {
  return gathered(LOCAL + name.length, (bytes) => {
    compareFields(bytes, fields, { prefix: 'local', file: fullName, at: offset }, faults);
    if (bytes.subarray(LOCAL).equals(name)) return;
    const text = 'a local header names another file than the directory';
    faults.add({ rule: 'local-name', file: fullName, offset: offset + LOCAL, text });
  });
}
