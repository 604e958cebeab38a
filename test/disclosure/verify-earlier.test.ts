import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';
import { openOnDisk } from '../../scripts/verify/file-on-disk.ts';
import { PackageFault } from '../../scripts/verify/package-fault.ts';
import { openPackageZip } from '../../scripts/verify/package-zip.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import type { Files } from './bag-writer.ts';
import { type EarlierChange, earlierArchiveOf, wholeEntry } from './earlier-writer.ts';
import { at, extended } from './header-changes.ts';
import { otherS, written } from './repack.ts';

const golden = (version: number) =>
  readFileSync(
    join(import.meta.dirname, `../ledger/golden/version-${version}/packages/01-grand-jury-subpoena.zip`),
  );

async function filesOf(bytes: Buffer): Promise<Files> {
  const zip = await fromBufferPromise(bytes);
  const files: Files = new Map();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}

async function rulesOf(bytes: Buffer): Promise<string[]> {
  try {
    await verifyPackage(written(bytes));
    return [];
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return error.faults.map(({ rule }) => rule);
  }
}

const first = (change: (header: Buffer) => Buffer) => {
  let isFirst = true;
  return (header: Buffer) => {
    const changed = isFirst ? change(header) : header;
    isFirst = false;
    return changed;
  };
};

// Versions 1 and 2 of the ledger wrote packages of format 1, and version 3 those of format 2.
describe.each([
  ['due-process-disclosure/1', 1],
  ['due-process-disclosure/2', 3],
])('a package of %s', (format, version) => {
  const bytes = golden(version);
  let files: Files;
  beforeAll(async () => {
    files = await filesOf(bytes);
  });

  it('is good as its writer wrote it, which is the one form of its archive', async () => {
    expect(earlierArchiveOf(files).equals(bytes)).toBe(true);
    expect((await verifyPackage(written(bytes))).manifest.format).toBe(format);
  });

  const changes: [string, () => EarlierChange, string][] = [
    ['a prefix with mended offsets', () => ({ prefix: Buffer.from('MZ') }), 'directory-offset'],
    ['bytes before the directory', () => ({ gap: Buffer.from('gap!') }), 'archive-gap'],
    ['bytes at the end', () => ({ suffix: Buffer.from('more') }), 'archive-end'],
    [
      'a comment',
      () => ({ end: (end) => Buffer.concat([at(20, 2)(end), Buffer.from('hi')]) }),
      'archive-end',
    ],
    ['a comment that is only announced', () => ({ end: at(20, 2) }), 'end-comment'],
    ['another number of files', () => ({ end: at(10, 1) }), 'end-files'],
    ['files in another order', () => ({ unsorted: true }), 'archive-order'],
    ['a time in a local header', () => ({ local: at(10, 1) }), 'local-time'],
    ['a time in the directory', () => ({ central: at(12, 1) }), 'directory-time'],
    ['a date in the directory', () => ({ central: at(14, 0x22) }), 'directory-date'],
    ['another version needed', () => ({ local: at(4, 10) }), 'local-version'],
    ['another maker', () => ({ central: at(4, 0x1e) }), 'directory-made-by'],
    ['a method', () => ({ local: at(8, 8) }), 'local-method'],
    ['no flag of data descriptors', () => ({ local: at(6, 0) }), 'local-flags'],
    ['a CRC in local headers', () => ({ local: at(14, 1) }), 'local-crc'],
    ['a size in local headers', () => ({ local: at(22, 1) }), 'local-size'],
    ['another CRC in the directory', () => ({ central: first(at(16, 0)) }), 'crc'],
    ['a local name', () => ({ local: at(31, 0x58) }), 'local-name'],
    ['a local extra field', () => ({ local: extended(28) }), 'local-extra'],
    ['an extra field in the directory', () => ({ central: extended(30) }), 'directory-extra'],
    ['a comment of an entry', () => ({ central: extended(32) }), 'directory-comment'],
    ['internal attributes', () => ({ central: at(36, 1) }), 'directory-internal-attributes'],
    ['another mode', () => ({ central: at(40, 0xff) }), 'directory-external-attributes'],
    ['the mode of a link', () => ({ central: at(41, 0xa1) }), 'directory-external-attributes'],
    ['a disk', () => ({ central: at(34, 1) }), 'directory-disk'],
    ['a descriptor without its signature', () => ({ descriptor: at(0, 0) }), 'descriptor-signature'],
    ['another CRC in a descriptor', () => ({ descriptor: at(4, 0) }), 'descriptor-crc'],
    ['another size in a descriptor', () => ({ descriptor: at(12, 0) }), 'descriptor-size'],
    ['no descriptors', () => ({ descriptor: () => Buffer.alloc(0) }), 'archive-overlap'],
    ['a hidden entry', () => ({ hidden: wholeEntry('hidden.csv', Buffer.from('x')) }), 'directory-offset'],
    [
      'a hidden entry named like a real one',
      () => ({ hidden: wholeEntry('scope.json', Buffer.from('{}')) }),
      'directory-offset',
    ],
  ];
  it.each(changes)('with %s is not good', async (_, change, rule) => {
    expect(await rulesOf(earlierArchiveOf(files, change()))).toContain(rule);
  });

  const edits: [string, (changed: Files) => void, string][] = [
    ['a file that no list has', (changed) => changed.set('more.txt', Buffer.from('x')), 'file-unlisted'],
    ['a file missing', (changed) => changed.delete('scope.json'), 'file-missing'],
    ['another file', (changed) => changed.set('README.txt', Buffer.from('x')), 'file-digest'],
    ['another manifest', (changed) => append(changed, 'manifest.json', ' '), 'signature'],
    ['text after the signature', (changed) => append(changed, 'manifest.sig', '\n'), 'signature-base64'],
    ['a signature in other base64', (changed) => edit(changed, (sig) => ` ${sig}`), 'signature-base64'],
    ['an unsafe name', (changed) => changed.set('a\\b', Buffer.from('x')), 'name-unsafe'],
    [
      'names that differ by case alone',
      (changed) => changed.set('readme.TXT', Buffer.from('x')),
      'name-twice',
    ],
  ];
  it.each(edits)('with %s is not good', async (_, change, rule) => {
    const changed = new Map(files);
    change(changed);
    expect(await rulesOf(earlierArchiveOf(changed))).toContain(rule);
  });

  it('is good with either s: its signer chose', async () => {
    const changed = new Map(files);
    edit(changed, (sig) => `${otherS(Buffer.from(sig, 'base64')).toString('base64')}\n`);
    expect(await rulesOf(earlierArchiveOf(changed))).toEqual([]);
  });

  it('is not good by a flip of a bit, wherever it is', async () => {
    const path = written(bytes);
    for (let index = 0; index < bytes.length; index += 151) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      writeFileSync(path, changed);
      await expect(verifyPackage(path)).rejects.toThrow(PackageFault);
    }
  });
});

describe('an archive that says numbers of eight bytes', () => {
  it.each([2n ** 53n, 2n ** 64n - 1n])('is not good with %d, which no archive can have', async (number) => {
    const large = Buffer.alloc(76);
    large.write('PK\x06\x06', 'latin1');
    for (const at of [24, 32, 40, 48]) large.writeBigUInt64LE(number, at);
    large.write('PK\x06\x07', 56, 'latin1');
    const files: Files = new Map([['README.txt', Buffer.from('x')]]);
    const path = earlierArchiveOf(files, { end: (end) => Buffer.concat([large, end]) });
    expect(await rulesOf(path)).toEqual(['archive-zip64']);
  });
});

describe('a file that changes while it is read', () => {
  it('is read to its end where another takes its name', async () => {
    const path = written(golden(3));
    const zip = await openPackageZip(await openOnDisk(path));
    const before = await zip.bytes('README.txt');
    renameSync(written(golden(1)), path);
    expect((await zip.bytes('README.txt')).equals(before)).toBe(true);
    expect(readFileSync(path).equals(golden(1))).toBe(true);
    await zip.close();
  });

  it('is not good where somebody writes to it', async () => {
    const path = written(golden(3));
    const zip = await openPackageZip(await openOnDisk(path));
    await zip.requireUnchanged();
    appendFileSync(path, 'x');
    await expect(zip.requireUnchanged()).rejects.toMatchObject({ rule: 'changed-while-read' });
    await zip.close();
  });
});

function append(files: Files, name: string, text: string): void {
  files.set(name, Buffer.concat([files.get(name) ?? Buffer.alloc(0), Buffer.from(text)]));
}

function edit(files: Files, change: (sig: string) => string): void {
  files.set('manifest.sig', Buffer.from(change(`${files.get('manifest.sig')}`)));
}
