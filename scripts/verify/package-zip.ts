import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { PackageFault } from './package-fault.ts';

const MAX_ENTRIES = 500_000;
const MAX_TEXT = 256 * 1024 * 1024;
const STORED = 0;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/** The archive, opened without writing anything and without trusting what it says of itself. */
export type PackageZip = {
  names(): string[];
  has(name: string): boolean;
  stream(name: string): Promise<AsyncIterable<Buffer>>;
  /** A file of at most 256 MiB. */
  bytes(name: string): Promise<Buffer>;
  /** Lower-case hex, and the number of bytes that were read. */
  digest(name: string): Promise<{ sha256: string; size: number }>;
  close(): void;
};

/**
 * Opens an archive whose entries are all plain files, stored, under safe relative names, each once. Stored entries
 * cannot grow, so what is read is never more than the archive itself.
 * @throws PackageFault for any other archive
 */
export async function openPackageZip(path: string): Promise<PackageZip> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  const entries = new Map<string, Entry>();
  const limit = statSync(path).size;
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    refuseUnsafe(entry);
    if (entries.has(entry.fileName)) throw new PackageFault(`the archive has ${entry.fileName} twice`);
    entries.set(entry.fileName, entry);
    total += entry.uncompressedSize;
    if (entries.size > MAX_ENTRIES || total > limit)
      throw new PackageFault('the archive claims to hold too much');
  }
  return reader(zip, entries);
}

function refuseUnsafe({
  fileName,
  compressionMethod,
  externalFileAttributes,
  generalPurposeBitFlag,
}: Entry): void {
  const parts = fileName.split('/');
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part));
  if (!isSafe || fileName.length > 1000)
    throw new PackageFault('the archive has an entry with an unsafe name');
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR) throw new PackageFault(`${fileName} is not a plain file`);
  if (compressionMethod !== STORED || (generalPurposeBitFlag & 1) === 1)
    throw new PackageFault(`${fileName} is compressed or encrypted, which our packages never are`);
}

function reader(zip: ZipFile, entries: ReadonlyMap<string, Entry>): PackageZip {
  const stream = async (name: string): Promise<AsyncIterable<Buffer>> => {
    const entry = entries.get(name);
    if (!entry) throw new PackageFault(`${name} is missing`);
    return zip.openReadStreamPromise(entry);
  };
  return {
    names: () => [...entries.keys()],
    has: (name) => entries.has(name),
    stream,
    bytes: async (name) => {
      if ((entries.get(name)?.uncompressedSize ?? 0) > MAX_TEXT)
        throw new PackageFault(`${name} is too large`);
      const chunks: Buffer[] = [];
      for await (const chunk of await stream(name)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    digest: async (name) => {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of await stream(name)) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { sha256: hash.digest('hex'), size };
    },
    close: () => zip.close(),
  };
}
