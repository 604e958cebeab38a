import fc from 'fast-check';
import { fromBufferPromise } from 'yauzl';
import { lengthInArchive, writeFileInto, zipFile } from '../../functions/disclosure/archive-writer.ts';
import { textEntry } from '../../functions/disclosure/package-entry.ts';
import { centralHeader, endRecords, localHeader } from '../../functions/disclosure/zip-headers.ts';

/** The bytes of an archive of these files. */
const bytesOf = async (files: readonly [string, Uint8Array][]) => {
  const chunks: Uint8Array[] = [];
  const write = (chunk: Uint8Array) => {
    chunks.push(chunk);
    return undefined;
  };
  const headers: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const entry = textEntry(path, bytes);
    await writeFileInto(write, 'base', entry);
    headers.push(centralHeader(zipFile('base', entry), offset));
    offset += lengthInArchive(zipFile('base', entry));
  }
  const directory = Buffer.concat(headers);
  expect(Buffer.concat(chunks).length).toBe(offset);
  return Buffer.concat([
    ...chunks,
    directory,
    endRecords({ files: files.length, offset, size: directory.length }),
  ]);
};

const contents = fc.uniqueArray(
  fc.tuple(fc.stringMatching(/^[a-z0-9éλ😀]{1,12}(\/[a-z0-9é]{1,5})?$/u), fc.uint8Array({ maxLength: 300 })),
  { selector: ([name]) => name.normalize('NFC'), maxLength: 12 },
);

describe('an archive', () => {
  it('gives every file back, in the order in which they were written', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (files) => {
        const bytes = await bytesOf(files);
        const zip = await fromBufferPromise(bytes, { strictFileNames: true });
        const found: [string, Buffer][] = [];
        for await (const entry of zip.eachEntry()) {
          const chunks: Buffer[] = [];
          for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
          found.push([entry.fileName, Buffer.concat(chunks)]);
        }
        expect(found).toEqual(files.map(([name, content]) => [`base/${name}`, Buffer.from(content)]));
      }),
      { numRuns: 60 },
    );
  });

  it('fails where the bytes of a file are others than they were, or more', async () => {
    for (const text of ['other', 'more than there were', 'less']) {
      const changed = () => new Error('it is another');
      const entry = { ...textEntry('a', 'bytes'), content: textEntry('a', text).content, changed };
      await expect(writeFileInto(() => undefined, 'base', entry)).rejects.toThrow('it is another');
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
