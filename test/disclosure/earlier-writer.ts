import { crc32 } from 'node:zlib';
import type { Files, ZipChange } from './bag-writer.ts';

export type EarlierChange = ZipChange & {
  descriptor?: (descriptor: Buffer) => Buffer;
  /** Behind the file of this number, and in no directory. */
  hidden?: Buffer;
};

/** An archive of format 1 or 2, as their writer made it, and what a hostile one has instead. */
export function earlierArchiveOf(files: Files, change: EarlierChange = {}): Buffer {
  const { prefix, gap, suffix, hidden } = change;
  const same = (bytes: Buffer) => bytes;
  const names = [...files.keys()].sort();
  if (change.unsorted) names.reverse();
  const [locals, centrals]: [Buffer[], Buffer[]] = [[prefix ?? Buffer.alloc(0)], []];
  const offset = () => locals.reduce((sum, { length }) => sum + length, 0);
  for (const name of names) {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    const at = offset();
    locals.push((change.local ?? same)(localHeader(name)), bytes);
    locals.push((change.descriptor ?? same)(Buffer.concat([Buffer.from('PK\x07\x08'), sums(bytes)])));
    if (hidden && at === 0) locals.push(hidden);
    centrals.push((change.central ?? same)(directoryEntry(name, bytes, at)));
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset() + (gap?.length ?? 0), 16);
  const parts = [...locals, gap, directory, (change.end ?? same)(end), suffix];
  return Buffer.concat(parts.filter((part) => part !== undefined));
}

/** A whole entry with the bytes of a file, as a streaming reader would take it out. */
export const wholeEntry = (name: string, bytes: Buffer): Buffer =>
  Buffer.concat([localHeader(name), bytes, Buffer.from('PK\x07\x08'), sums(bytes)]);

function localHeader(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(0x0808, 6);
  header.writeUInt16LE(0x21, 12);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function sums(bytes: Buffer): Buffer {
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32LE(crc32(bytes), 0);
  numbers.writeUInt32LE(bytes.length, 4);
  numbers.writeUInt32LE(bytes.length, 8);
  return numbers;
}

function directoryEntry(name: string, bytes: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.write('PK\x01\x02\x3f\x03', 'latin1');
  localHeader(name).copy(entry, 6, 4, 30);
  sums(bytes).copy(entry, 16);
  entry.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, Buffer.from(name)]);
}
