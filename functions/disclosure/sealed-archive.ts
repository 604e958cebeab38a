import { InconsistentState } from '../shared/faults.ts';
import { baseOf } from './package-tail.ts';

/** Bytes of a sealed package, in the version that the ledger names: from the first to before the last. */
export type SealedBytes = (from: number, to: number) => Promise<Uint8Array>;

/** A file of an archive: where its bytes are. */
export type ArchivedFile = { path: string; size: number; start: number };

const [END, END_64, LOCATOR, ENTRY, LOCAL] = [22, 56, 20, 46, 30];
const CHUNK = 1024 * 1024;

/** That a package is not as it was sealed. It is locked, so that this is a fault of ours and not of who asks. */
export const notAsSealed = (what: string) =>
  new InconsistentState(`a package that is not as sealed: ${what}`);

/**
 * The files of an archive as we write them, by its directory, which is read by ranges and never held whole: of the largest
 * package it has a hundred megabytes. Where a file begins follows from those before it.
 */
export async function* filesIn(
  demandId: string,
  total: number,
  bytes: SealedBytes,
): AsyncGenerator<ArchivedFile> {
  const { offset, size } = await endOf(total, bytes);
  const base = `${baseOf(demandId)}/`;
  let rest = Buffer.alloc(0);
  let next = 0;
  for await (const chunk of rangesOf(bytes, offset, offset + size)) {
    rest = rest.byteLength === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let length = lengthAt(rest, at); length !== undefined; length = lengthAt(rest, at)) {
      const nameBytes = rest.readUInt16LE(at + 28);
      const name = rest.toString('utf8', at + ENTRY, at + ENTRY + nameBytes);
      if (!name.startsWith(base)) throw notAsSealed('a name');
      const file = { path: name.slice(base.length), size: rest.readUInt32LE(at + 24) };
      const start = next + LOCAL + nameBytes;
      next = start + file.size;
      yield { ...file, start };
      at += length;
    }
    rest = rest.subarray(at);
  }
  if (rest.byteLength > 0 || next !== offset) throw notAsSealed('its directory');
}

/** The length of the entry that begins here; undefined where not all of it is here. */
function lengthAt(bytes: Buffer, at: number): number | undefined {
  if (at + ENTRY > bytes.byteLength) return undefined;
  if (bytes.readUInt32LE(at) !== 0x02014b50) throw notAsSealed('an entry');
  const length = [28, 30, 32].reduce((sum, one) => sum + bytes.readUInt16LE(at + one), ENTRY);
  return at + length <= bytes.byteLength ? length : undefined;
}

async function endOf(total: number, bytes: SealedBytes): Promise<{ offset: number; size: number }> {
  const last = Buffer.from(await bytes(Math.max(0, total - END_64 - LOCATOR - END), total));
  const at = last.byteLength - END;
  if (at < 0 || last.readUInt32LE(at) !== 0x06054b50) throw notAsSealed('its end');
  const isLarge = at >= END_64 + LOCATOR && last.readUInt32LE(at - LOCATOR) === 0x07064b50;
  const [size, offset] = isLarge
    ? [Number(last.readBigUInt64LE(40)), Number(last.readBigUInt64LE(48))]
    : [last.readUInt32LE(at + 12), last.readUInt32LE(at + 16)];
  const end = total - END - (isLarge ? END_64 + LOCATOR : 0);
  if (offset + size !== end) throw notAsSealed('where its directory is');
  return { offset, size };
}

/** Bytes in ranges that are held one at a time. */
export async function* rangesOf(bytes: SealedBytes, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK) {
    const end = Math.min(at + CHUNK, to);
    const chunk = await bytes(at, end);
    if (chunk.byteLength !== end - at) throw notAsSealed('its length');
    yield chunk;
  }
}
