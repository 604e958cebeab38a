import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateBuckets } from '../../scripts/fsck/log-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function bucket(name: string, files: Record<string, string>): void {
  mkdirSync(join(folder, 's3', name, 'data'), { recursive: true });
  const lines = Object.entries(files).map(([key, text], index) => {
    writeFileSync(join(folder, 's3', name, 'data', String(index)), text);
    return JSON.stringify({ put: { key, headers: { ':file': String(index) } } });
  });
  writeFileSync(join(folder, 's3', name, 'journal.jsonl'), `${lines.join('\n')}\n`);
}

const read = async (key: string, of: 'archive' | 'published') =>
  (await stateBuckets(folder)?.[of](key))?.toString('utf8');

describe('the buckets of a log in a state folder', () => {
  it('are found by what they hold, and are none where nothing was ever logged', async () => {
    bucket('documents', { 'documents/x': 'paper' });
    expect(stateBuckets(folder)).toBeUndefined();
    bucket('archive', { 'epochs/0000000000': 'batch' });
    bucket('published', { key: 'k', checkpoint: 'note' });
    expect(await read('epochs/0000000000', 'archive')).toBe('batch');
    expect(await read('checkpoint', 'published')).toBe('note');
  });

  it('are not passed over where the checkpoint, the first batch or a whole bucket was taken away', async () => {
    bucket('archive', { 'epochs/0000000001': 'batch' });
    expect(await read('checkpoint', 'published')).toBeUndefined();
    expect(stateBuckets(folder)).toBeDefined();
    bucket('published', { key: 'k', 'checkpoints/1': 'note' });
    expect(await read('checkpoints/1', 'published')).toBe('note');
    expect(await read('epochs/0000000000', 'archive')).toBeUndefined();
  });

  it('have no file that is gone from the disk', async () => {
    bucket('published', { key: 'k', checkpoint: 'note' });
    rmSync(join(folder, 's3', 'published', 'data', '1'));
    expect(await read('checkpoint', 'published')).toBeUndefined();
  });
});
