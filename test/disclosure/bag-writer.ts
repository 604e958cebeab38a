import { crc32 } from 'node:zlib';

export type Files = Map<string, Buffer>;

/** What a header of a hostile archive says other than it should, or what stands around it. */
export type ZipChange = {
  local?: (header: Buffer) => Buffer;
  central?: (header: Buffer) => Buffer;
  end?: (record: Buffer) => Buffer;
  /** Before everything; before the directory; after everything. */
  prefix?: Buffer;
  gap?: Buffer;
  suffix?: Buffer;
  unsorted?: boolean;
};

/** An archive as docs/package.md says, written without the writer's code, and what a hostile one has instead. */
export function archiveOf(base: string, files: Files, change: ZipChange = {}): Buffer {
  const { prefix = Buffer.alloc(0), gap = Buffer.alloc(0), suffix = Buffer.alloc(0) } = change;
  const same = (bytes: Buffer) => bytes;
  const byName = [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const names = [...listedIn(files), ...byName.filter((path) => !path.startsWith('data/'))];
  for (const path of byName) if (!names.includes(path)) names.unshift(path);
  if (change.unsorted) names.reverse();
  const [locals, centrals]: [Buffer[], Buffer[]] = [[prefix], []];
  let offset = prefix.length;
  for (const path of names) {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    const name = Buffer.from(`${base}/${path}`);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(10, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = (change.local ?? same)(Buffer.concat([Buffer.from('PK\x03\x04'), common, name]));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const central = Buffer.concat([Buffer.from('PK\x01\x02\x1e\x03', 'latin1'), common, tail, name]);
    centrals.push((change.central ?? same)(central));
    locals.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset + gap.length, 16);
  return Buffer.concat([...locals, gap, directory, (change.end ?? same)(end), suffix]);
}

/** The payload in the order of its list; what is in no list comes first. */
const listedIn = (files: Files): string[] =>
  (files.get('manifest-sha256.txt')?.toString() ?? '')
    .split('\n')
    .map((line) => decodeURIComponent(line.slice(66)))
    .filter((path, index, all) => files.has(path) && all.indexOf(path) === index);
