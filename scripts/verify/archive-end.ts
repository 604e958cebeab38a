import { MAX_16, MAX_32 } from './archive-form.ts';
import type { Faults } from './faults.ts';
import { bytesAt } from './file-bytes.ts';
import { compareFields, type Field } from './header-fields.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageFile } from './package-file.ts';

const [END, END_64, LOCATOR] = [22, 56, 20];
const MAX_DIRECTORY = 256 * 1024 * 1024;

/** How many files the archive says to have, and where its directory is. */
export type ArchiveEnd = {
  files: number;
  offset: number;
  size: number;
  /** Holds the end records against what they can only say. */
  check(madeBy: number, faults: Faults): void;
};

/** Where the directory is, by the records at the very end. @throws PackageFault where it cannot be found */
export async function readEnd(file: PackageFile): Promise<ArchiveEnd> {
  const at = file.size - END;
  const last = await bytesAt(file, at, END);
  if (last.readUInt32LE(0) !== 0x06054b50)
    throw new PackageFault('the archive does not end with its end record', {
      rule: 'archive-end',
      offset: at,
    });
  const before = at - LOCATOR - END_64;
  const large = before >= 0 ? await bytesAt(file, before, END_64 + LOCATOR) : undefined;
  const isLarge = large?.readUInt32LE(0) === 0x06064b50 && large.readUInt32LE(END_64) === 0x07064b50;
  const [files, size, offset] = isLarge
    ? ([32, 40, 48].map((one) => counted(large, before, one)) as [number, number, number])
    : [last.readUInt16LE(10), last.readUInt32LE(12), last.readUInt32LE(16)];
  const start = isLarge ? before : at;
  if (offset + size !== start)
    throw new PackageFault('the directory of the archive is not where its end says', {
      rule: 'archive-gap',
      offset: start,
    });
  if (size > MAX_DIRECTORY)
    throw new PackageFault('the directory of the archive is too large', { rule: 'archive-size' });
  const check = (madeBy: number, faults: Faults) => {
    const isNeeded = files >= MAX_16 || offset >= MAX_32 || size >= MAX_32;
    if (isNeeded !== isLarge)
      faults.add({
        rule: 'archive-zip64',
        file: '',
        offset: start,
        text: 'records of zip64 are there without need, or needed and not there',
      });
    const end = { files, size, offset };
    if (isLarge)
      compareFields(large, fields64(end, madeBy), { prefix: 'end-zip64', file: '', at: before }, faults);
    compareFields(last, fields(end), { prefix: 'end', file: '', at }, faults);
  };
  return { files, size, offset, check };
}

function counted(bytes: Buffer, start: number, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new PackageFault('the end of the archive has a number that no archive can have', {
      rule: 'archive-zip64',
      offset: start + at,
    });
  return Number(value);
}

type Numbers = Pick<ArchiveEnd, 'files' | 'size' | 'offset'>;

const fields64 = ({ files, offset, size }: Numbers, madeBy: number): Field[] => [
  ['signature', 4, 0x06064b50],
  ['length', 8, 44],
  ['made-by', 2, madeBy],
  ['version', 2, 45],
  ['disk', 4, 0],
  ['directory-disk', 4, 0],
  ['files-here', 8, files],
  ['files', 8, files],
  ['directory-size', 8, size],
  ['directory-offset', 8, offset],
  ['locator', 4, 0x07064b50],
  ['locator-disk', 4, 0],
  ['locator-offset', 8, offset + size],
  ['locator-disks', 4, 1],
];

function fields({ files, offset, size }: Numbers): Field[] {
  const [few, small, near] = [Math.min(files, MAX_16), Math.min(size, MAX_32), Math.min(offset, MAX_32)];
  return [
    ['signature', 4, 0x06054b50],
    ['disk', 2, 0],
    ['directory-disk', 2, 0],
    ['files-here', 2, few],
    ['files', 2, few],
    ['directory-size', 4, small],
    ['directory-offset', 4, near],
    ['comment', 2, 0],
  ];
}
