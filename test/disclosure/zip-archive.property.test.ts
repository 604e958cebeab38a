import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { fromBufferPromise } from 'yauzl';
import { textEntry } from '../../functions/disclosure/package-entry.ts';
import { zipArchive } from '../../functions/disclosure/zip-archive.ts';
import { centralHeader, endRecords, localHeader } from '../../functions/disclosure/zip-headers.ts';

const bytesOf = async (files: readonly [string, Uint8Array][]) => {
  const archive = zipArchive(
    'base',
    files.map(([path, bytes]) => textEntry(path, bytes)),
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive.bytes()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes.length).toBe(archive.size);
  return bytes;
};

const contents = fc.uniqueArray(
  fc.tuple(fc.stringMatching(/^[a-z0-9éλ😀]{1,12}(\/[a-z0-9é]{1,5})?$/u), fc.uint8Array({ maxLength: 300 })),
  { selector: ([name]) => name.normalize('NFC'), maxLength: 12 },
);

describe('an archive', () => {
  it('is the same whatever order its files come in, and gives every file back', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (files) => {
        const bytes = await bytesOf(files);
        expect(await bytesOf([...files].reverse())).toEqual(bytes);
        const zip = await fromBufferPromise(bytes, { strictFileNames: true });
        const found: [string, Buffer][] = [];
        for await (const entry of zip.eachEntry()) {
          const chunks: Buffer[] = [];
          for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
          found.push([entry.fileName, Buffer.concat(chunks)]);
        }
        const named = files.map(
          ([name, content]) => [Buffer.from(`base/${name}`), Buffer.from(content)] as const,
        );
        named.sort(([a], [b]) => Buffer.compare(a, b));
        expect(found).toEqual(named.map(([name, content]) => [name.toString(), content]));
      }),
      { numRuns: 60 },
    );
  });

  it.each(['Pacific/Kiritimati', 'America/St_Johns', 'UTC'])(
    'is the same in every time zone: %s',
    async (TZ) => {
      const script = `
      const { zipArchive } = await import('./functions/disclosure/zip-archive.ts');
      const { textEntry } = await import('./functions/disclosure/package-entry.ts');
      const chunks = [];
      for await (const chunk of zipArchive('base', [textEntry('a.txt', 'a'), textEntry('b.txt', 'b')]).bytes())
        chunks.push(chunk);
      process.stdout.write(Buffer.concat(chunks).toString('hex'));`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--no-warnings', '--input-type=module', '-e', script],
        { env: { ...process.env, TZ }, cwd: `${import.meta.dirname}/../..` },
      );
      const here = await bytesOf([
        ['a.txt', Buffer.from('a')],
        ['b.txt', Buffer.from('b')],
      ]);
      expect(stdout).toBe(here.toString('hex'));
    },
  );

  it.each([
    ['in another case', 'Report.txt', 'report.TXT'],
    ['in another form of Unicode', 'caf\u00e9.txt', 'cafe\u0301.txt'],
    ['at all', 'a', 'a'],
  ])('has no two files with one name %s', (_how, one, other) => {
    expect(() => zipArchive('base', [textEntry(one, '1'), textEntry(other, '2')])).toThrow('one name');
  });

  it('fails where the bytes of a file are others than they were, or more', async () => {
    for (const text of ['other', 'more than there were', 'less']) {
      const entry = { ...textEntry('a', 'bytes'), open: textEntry('a', text).open };
      const drained = async () => {
        for await (const _chunk of zipArchive('base', [entry]).bytes());
      };
      await expect(drained()).rejects.toThrow('changed while they were packed');
    }
  });

  it('uses what is for large archives only where a number does not fit', () => {
    const file = { name: Buffer.from('a'), crc32: 7, size: 3 };
    expect(localHeader(file).length).toBe(31);
    expect(centralHeader(file, 0xfffffffe).length).toBe(47);
    const far = centralHeader(file, 0xffffffff);
    expect(far.readUInt32LE(42)).toBe(0xffffffff);
    expect(far.readUInt16LE(6)).toBe(45);
    expect(far.readBigUInt64LE(47 + 4)).toBe(0xffffffffn);
    expect(endRecords({ files: 65_534, offset: 0xfffffffe, size: 1 }).length).toBe(22);
    const many = endRecords({ files: 65_535, offset: 10, size: 20 });
    expect(many.length).toBe(56 + 20 + 22);
    expect(many.readBigUInt64LE(24)).toBe(65_535n);
    expect(many.readBigUInt64LE(56 + 8)).toBe(30n);
    expect(many.readUInt16LE(76 + 8)).toBe(0xffff);
    expect(many.readUInt32LE(76 + 16)).toBe(10);
  });
});
