import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readLines } from '../../functions/retrieval/read-lines.ts';
import { csvRows } from '../../scripts/verify/csv-rows.ts';
import { textLines } from '../../scripts/verify/text-lines.ts';

const MIB = 1024 * 1024;
const SIZE = 150 * MIB;

async function* stream(...parts: [text: string, times: number][]): AsyncGenerator<Uint8Array> {
  for (const [text, times] of parts) {
    const chunk = Buffer.from(text);
    for (let time = 0; time < times; time += 1) yield chunk;
  }
}
const all = async <T>(source: AsyncIterable<T>) => {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
};

describe('a message of one line of 150 MB', () => {
  it.each(['text', 'quotes', 'head'])(
    'goes into a mailbox and is read from it, without being held (%s)',
    async (kind) => {
      const script = join(import.meta.dirname, 'one-line.ts');
      const args = ['--max-old-space-size=64', script, kind, String(SIZE)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      const { found, bytes, maxRssMiB } = JSON.parse(stdout);
      expect(found).toBe(1);
      expect(bytes).toBeGreaterThan(SIZE);
      expect(maxRssMiB).toBeLessThan(SIZE / MIB + 100);
    },
    60_000,
  );
});

describe('a long line', () => {
  it('is a line up to the limit, in whatever pieces it comes', async () => {
    const lines = await all(readLines(stream(['x'.repeat(MIB), 16], ['\nshort\n', 1], ['last', 1])));
    expect(lines.map(({ length }) => length)).toEqual([16 * MIB, 5, 4]);
    await expect(all(readLines(stream(['x'.repeat(MIB), 16], ['x\n', 1])))).rejects.toMatchObject({
      name: 'InconsistentState',
    });
  });

  it('of a package is read up to the limit, and beyond it named', async () => {
    expect((await all(textLines(stream(['x'.repeat(MIB), 64], ['\n', 1]))))[0]).toHaveLength(64 * MIB);
    await expect(all(textLines(stream(['x'.repeat(MIB), 65])))).rejects.toThrow('a line is too long');
    const table = (cell: number) =>
      all(csvRows(stream(['id,text\r\n1,"', 1], ['x'.repeat(MIB), cell], ['"\r\n', 1])));
    expect((await table(17))[0]?.text).toHaveLength(17 * MIB);
    await expect(table(65)).rejects.toThrow('a cell that is too long');
  });
});
