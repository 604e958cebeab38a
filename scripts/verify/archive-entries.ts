import type { ArchiveEnd } from './archive-end.ts';
import { type ArchiveForm, BAG_FORM, EARLIER_FORM, type Header, MAX_32 } from './archive-form.ts';
import type { Faults } from './faults.ts';
import { bytesAt } from './file-bytes.ts';
import { compareFields, lengthOf } from './header-fields.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageFile } from './package-file.ts';

const FIXED = 46;
/** Of a local header, without the name. */
export const LOCAL = 30;

export type Entry = Header & {
  /** Without the base folder of a bag. */
  path: string;
  fullName: string;
  start: number;
};
export type Entries = { form: ArchiveForm; base: string; entries: readonly Entry[] };

/**
 * All files by the directory, each of whose bytes must be what it can only be. Where a file begins is not taken from it but
 * follows from the files before it, so that no byte is left that belongs to none.
 */
export async function readEntries(file: PackageFile, end: ArchiveEnd, faults: Faults): Promise<Entries> {
  const directory = await bytesAt(file, end.offset, end.size);
  const form =
    directory.subarray(FIXED, FIXED + 11).toString('latin1') === 'disclosure-' ? BAG_FORM : EARLIER_FORM;
  end.check(form.endMadeBy, faults);
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let [at, next, previous] = [0, 0, Buffer.alloc(0) as Buffer];
  while (at < directory.length) {
    const here = end.offset + at;
    const bytes = entryAt(directory, at, here, faults);
    if (!bytes) break;
    const entry = entryOf(bytes, next, form);
    const place = { prefix: 'directory', file: entry.fullName, at: here };
    compareFields(bytes, form.directory(entry), place, faults);
    const after = FIXED + entry.name.length;
    compareFields(bytes.subarray(after), form.extra(entry), { ...place, at: here + after }, faults);
    checkName(entry, { seen, previous, form, at: here }, faults);
    entries.push(entry);
    [next, at, previous] = [endOf(entry, form), at + bytes.length, entry.name];
    if (next <= end.offset) continue;
    const text = 'a file reaches into the directory';
    throw new PackageFault(text, { rule: 'archive-overlap', file: entry.fullName, offset: here });
  }
  if (next !== end.offset)
    faults.add({
      rule: 'archive-gap',
      file: '',
      offset: next,
      text: 'bytes before the directory belong to no file',
    });
  if (entries.length !== end.files)
    faults.add({
      rule: 'end-files',
      file: '',
      offset: end.offset + end.size,
      text: 'the archive has another number of files than it says',
    });
  return { form, base: form.isBag ? baseOf(entries, faults) : '', entries };
}

export const endOf = (entry: Entry, form: ArchiveForm): number =>
  entry.start + entry.size + lengthOf(form.descriptor(entry));

/** The bytes of an entry of the directory; undefined where there is none. */
function entryAt(directory: Buffer, at: number, here: number, faults: Faults): Buffer | undefined {
  const add = (rule: string, text: string) => faults.add({ rule, file: '', offset: here, text });
  if (at + FIXED > directory.length || directory.readUInt32LE(at) !== 0x02014b50) {
    add('directory-signature', 'the directory has something that is no entry');
    return undefined;
  }
  const length = [28, 30, 32].reduce((sum, one) => sum + directory.readUInt16LE(at + one), FIXED);
  if (at + length <= directory.length) return directory.subarray(at, at + length);
  add('directory-length', 'an entry is longer than the directory');
  return undefined;
}

function entryOf(bytes: Buffer, offset: number, form: ArchiveForm): Entry {
  const name = bytes.subarray(FIXED, FIXED + bytes.readUInt16LE(28));
  const fullName = name.toString('utf8');
  const path = form.isBag ? fullName.slice(fullName.indexOf('/') + 1) : fullName;
  const header = { name, crc: bytes.readUInt32LE(16), size: sizeOf(bytes, name.length, form), offset };
  return { ...header, fullName, path, start: offset + LOCAL + name.length };
}

/** Earlier formats have a size of zip64 in the extra field. No bag has a file of 4 GiB. */
function sizeOf(bytes: Buffer, nameLength: number, { isBag }: ArchiveForm): number {
  const size = bytes.readUInt32LE(24);
  const at = FIXED + nameLength + 4;
  if (isBag || size < MAX_32 || bytes.length < at + 8) return size;
  const large = bytes.readBigUInt64LE(at);
  if (large > BigInt(Number.MAX_SAFE_INTEGER))
    throw new PackageFault('a file has a size that none can have', { rule: 'archive-zip64' });
  return Number(large);
}

type Names = { seen: Set<string>; previous: Buffer; form: ArchiveForm; at: number };

function checkName({ name, fullName }: Entry, { seen, previous, form, at }: Names, faults: Faults): void {
  const add = (rule: string, text: string) => faults.add({ rule, file: fullName, offset: at, text });
  const parts = fullName.split('/');
  const isSafe = parts.every(
    (part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\p{Cc}]/u.test(part),
  );
  if (!isSafe || name.length > 1000 || !Buffer.from(fullName, 'utf8').equals(name))
    add('name-unsafe', 'the archive has an entry with an unsafe name');
  if (previous.length > 0 && !form.mayFollow(previous, name))
    add('archive-order', 'entries are not in their order');
  const alike = fullName.normalize('NFC').toLowerCase();
  if (seen.has(alike)) add('name-twice', 'two names are one to some file systems');
  seen.add(alike);
}

function baseOf(entries: readonly Entry[], faults: Faults): string {
  const base = entries[0]?.fullName.split('/')[0] ?? '';
  const other = entries.find(({ fullName }) => !fullName.startsWith(`${base}/`));
  if (!base.startsWith('disclosure-') || other)
    faults.add({
      rule: 'base-folder',
      file: other?.fullName ?? base,
      text: 'not all files are in one folder of a disclosure',
    });
  return base;
}
