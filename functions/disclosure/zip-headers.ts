/** What a header says of a file. */
export type ZipFile = { name: Uint8Array; crc32: number; size: number };

/** What 32 and 16 bits hold; the value itself says that the right one stands in a record of zip64. */
const [MAX_32, MAX_16] = [0xffff_ffff, 0xffff];
/** No larger file can be in a package: sinks split before. */
export const MAX_FILE_BYTES = MAX_32 - 1;

/** Names are UTF-8; nothing else is set. */
const FLAGS = 0x0800;
const STORED = 0;
/** Midnight of 1 January 1980, the first that DOS knows. */
const [TIME, DATE] = [0, 0x0021];
/** Unix, by version 3.0 of the format; a plain file that its owner writes and others read. */
const [MADE_BY, MADE_BY_64] = [0x031e, 0x032d];
const MODE = 0o100644 << 16;
const [NEEDS, NEEDS_64] = [10, 45];

/** Writes numbers of 2, 4 or 8 bytes one after another, least byte first (APPNOTE 4.4). */
function fields(...values: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  const out = Buffer.allocUnsafe(values.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of values) {
    if (bytes === 8) out.writeBigUInt64LE(BigInt(value), at);
    else out.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return out;
}

const common = (needs: number, { name, crc32, size }: ZipFile, extra: number) =>
  [
    [needs, 2],
    [FLAGS, 2],
    [STORED, 2],
    [TIME, 2],
    [DATE, 2],
    [crc32, 4],
    [size, 4],
    [size, 4],
    [name.byteLength, 2],
    [extra, 2],
  ] as const;

/** Of a local header, without the name. */
export const LOCAL_BYTES = 30;

/** Stands before the bytes of a file (APPNOTE 4.3.7). */
export const localHeader = (file: ZipFile): Buffer =>
  Buffer.concat([fields([0x04034b50, 4], ...common(NEEDS, file, 0)), file.name]);

/** Stands in the directory (APPNOTE 4.3.12); only an offset that 32 bits cannot hold gets an extra field. */
export function centralHeader(file: ZipFile, offset: number): Buffer {
  const isFar = offset >= MAX_32;
  const extra = isFar ? fields([0x0001, 2], [8, 2], [offset, 8]) : Buffer.alloc(0);
  const head = fields(
    [0x02014b50, 4],
    [MADE_BY, 2],
    ...common(isFar ? NEEDS_64 : NEEDS, file, extra.byteLength),
    [0, 2], // comment
    [0, 2], // disk
    [0, 2], // internal attributes
    [MODE >>> 0, 4],
    [isFar ? MAX_32 : offset, 4],
  );
  return Buffer.concat([head, file.name, extra]);
}

/** Ends an archive (APPNOTE 4.3.14 to 4.3.16); the records of zip64 are there only where a number does not fit. */
export function endRecords({ files, offset, size }: { files: number; offset: number; size: number }): Buffer {
  const isLarge = files >= MAX_16 || offset >= MAX_32 || size >= MAX_32;
  const large = [
    fields([0x06064b50, 4], [44, 8], [MADE_BY_64, 2], [NEEDS_64, 2], [0, 4], [0, 4]),
    fields([files, 8], [files, 8], [size, 8], [offset, 8]),
    fields([0x07064b50, 4], [0, 4], [offset + size, 8], [1, 4]),
  ];
  const [few, near] = [Math.min(files, MAX_16), Math.min(offset, MAX_32)];
  const end = fields([0x06054b50, 4], [0, 2], [0, 2], [few, 2], [few, 2], [Math.min(size, MAX_32), 4]);
  return Buffer.concat([...(isLarge ? large : []), end, fields([near, 4], [0, 2])]);
}
