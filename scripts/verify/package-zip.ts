import { type FileHandle, open } from 'node:fs/promises';
import { readEnd } from './archive-end.ts';
import { type Entries, type Entry, readEntries } from './archive-entries.ts';
import { Faults } from './faults.ts';
import { bytesAt, partOf } from './file-bytes.ts';
import { PackageFault } from './package-fault.ts';
import { readThrough, type Through } from './read-through.ts';

const MAX_TEXT = 256 * 1024 * 1024;

/** The archive, opened without writing anything and without trusting what it says of itself. */
export type PackageZip = {
  /** The one reading of all bytes, which goes on while files are asked for; then all its faults are added. */
  reading: Promise<Through>;
  isBag: boolean;
  /** The one folder that a bag is in; names are without it. */
  base: string;
  names(): string[];
  has(name: string): boolean;
  /** Where in the archive a file begins. */
  offsetOf(name: string): number;
  stream(name: string): AsyncIterable<Buffer>;
  /** A file of at most 256 MiB. */
  bytes(name: string): Promise<Buffer>;
  /** @throws PackageFault where the archive was written to, or lost its name, since it was opened */
  requireUnchanged(): Promise<void>;
  /** Ends when the reading does. */
  close(): Promise<void>;
};

type Options = { needsSha512?: (path: string, isBag: boolean) => boolean };

/**
 * Opens an archive that has one possible form for its files, and reads it once. Each byte of it is a header's, whose every
 * field must have the one value that it can have, or a file's. Faults are added; where no list of files can be read, it
 * ends. All is read through one handle: a file that takes its name meanwhile is another file.
 * @throws PackageFault where no list of files can be read
 */
export async function openPackageZip(
  path: string,
  faults: Faults = new Faults(),
  { needsSha512 = () => false }: Options = {},
): Promise<PackageZip> {
  const file = await open(path);
  try {
    const { size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
    const total = Number(size);
    const listed = await entriesOf(file, total, faults);
    const archive = listed instanceof PackageFault ? undefined : listed;
    const options = {
      size: total,
      needsSha512: (name: string) => needsSha512(name, archive?.form.isBag ?? false),
    };
    const reading = readThrough(file, archive, options, faults);
    if (listed instanceof PackageFault) throw listed.of((await reading).sha256);
    const requireUnchanged = async () => {
      const now = await file.stat({ bigint: true });
      if (now.size !== size || now.mtimeNs !== mtimeNs || now.ctimeNs !== ctimeNs)
        throw new PackageFault('it was changed or replaced while it was read', {
          rule: 'changed-while-read',
        });
    };
    const close = async () => {
      await reading.catch(() => undefined);
      await file.close();
    };
    return { reading, requireUnchanged, close, ...reader(file, listed) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function entriesOf(file: FileHandle, size: number, faults: Faults): Promise<Entries | PackageFault> {
  try {
    return await readEntries(file, await readEnd(file, size), faults);
  } catch (error) {
    if (error instanceof PackageFault) return error;
    throw error;
  }
}

type Reader = Omit<PackageZip, 'reading' | 'requireUnchanged' | 'close'>;

function reader(file: FileHandle, { entries, form: { isBag }, base }: Entries): Reader {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const found = (name: string): Entry => {
    const entry = byPath.get(name);
    if (!entry) throw new PackageFault(`${name} is missing`, { rule: 'missing' });
    return entry;
  };
  return {
    isBag,
    base,
    names: () => [...byPath.keys()],
    has: (name) => byPath.has(name),
    offsetOf: (name) => found(name).offset,
    stream: (name) => {
      const { start, size } = found(name);
      return partOf(file, start, size);
    },
    bytes: async (name) => {
      const { start, size } = found(name);
      if (size > MAX_TEXT) throw new PackageFault(`${name} is too large`, { rule: 'size' });
      return bytesAt(file, start, size);
    },
  };
}
