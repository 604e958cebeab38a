import { createHash } from 'node:crypto';
import { InconsistentState } from '../shared/faults.ts';
import { eachChunk } from './kept-bytes.ts';
import type { PackageEntry } from './package-entry.ts';
import { LOCAL_BYTES, localHeader, MAX_FILE_BYTES, type ZipFile } from './zip-headers.ts';

/** Longest name of a file with its folders, in bytes. */
const MAX_NAME = 1000;

/** Takes the bytes of an archive in their order. Something to wait for, where there is. */
export type Bytes = (chunk: Uint8Array) => Promise<void> | undefined;

/** A file of the archive as its headers say it. */
export function zipFile(base: string, { path, crc32, size }: Omit<PackageEntry, 'content'>): ZipFile {
  const name = Buffer.from(`${base}/${path}`, 'utf8');
  if (size > MAX_FILE_BYTES || name.byteLength > MAX_NAME)
    throw new InconsistentState('a file that is too large for a package, or its name');
  return { name, crc32, size };
}

/** The bytes that a file takes of the archive. */
export const lengthInArchive = (file: ZipFile): number => LOCAL_BYTES + file.name.byteLength + file.size;

/**
 * Writes a file into the archive: stored, with nothing before it or behind.
 * @returns the bytes that it takes of the archive
 * @throws what the entry says where its bytes are no longer those of its digests; what was written of it stays written
 */
export async function writeFileInto(write: Bytes, base: string, entry: PackageEntry): Promise<number> {
  const { sha256, size, changed } = entry;
  const fault = () => changed?.() ?? new InconsistentState('bytes changed while they were packed');
  const file = zipFile(base, entry);
  const header = write(localHeader(file));
  if (header) await header;
  // What is held since its digests were taken cannot have changed.
  const hash = changed && createHash('sha256');
  let length = 0;
  await eachChunk(entry.content, (chunk) => {
    length += chunk.byteLength;
    if (length > size) throw fault();
    hash?.update(chunk);
    return write(chunk);
  });
  if (length !== size || (hash && hash.digest('hex') !== sha256)) throw fault();
  return lengthInArchive(file);
}
