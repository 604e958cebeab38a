import { readEnd } from './archive-end.ts';
import { type Entries, type Entry, readEntries } from './archive-entries.ts';
import { Faults } from './faults.ts';
import { bytesAt, partOf } from './file-bytes.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageFile } from './package-file.ts';
import { readThrough, type Through } from './read-through.ts';
import { type CounterOf, StretchDigests } from './stretch-digests.ts';

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

type Options = {
  needsSha512?: (path: string, isBag: boolean) => boolean;
  counterOf?: CounterOf;
};

/**
 * Opens an archive that has one possible form for its files, and reads it once. Each byte of it is a header's, whose every
 * field must have the one value that it can have, or a file's. Faults are added; where no list of files can be read, it
 * ends.
 * @throws PackageFault where no list of files can be read
 */
export async function openPackageZip(
  file: PackageFile,
  faults: Faults = new Faults(),
  { needsSha512 = () => false, counterOf = () => new StretchDigests() }: Options = {},
): Promise<PackageZip> {
  try {
    const listed = await entriesOf(file, faults);
    const archive = listed instanceof PackageFault ? undefined : listed;
    const options = {
      counterOf,
      needsSha512: (name: string) => needsSha512(name, archive?.form.isBag ?? false),
    };
    const reading = readThrough(file, archive, options, faults);
    if (listed instanceof PackageFault) throw listed.of((await reading).sha256);
    const requireUnchanged = async () => {
      if (!(await file.isUnchanged()))
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

async function entriesOf(file: PackageFile, faults: Faults): Promise<Entries | PackageFault> {
  try {
    return await readEntries(file, await readEnd(file), faults);
  } catch (error) {
    if (error instanceof PackageFault) return error;
    throw error;
  }
}

type Reader = Omit<PackageZip, 'reading' | 'requireUnchanged' | 'close'>;

function reader(file: PackageFile, { entries, form: { isBag }, base }: Entries): Reader {
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
