import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageProcess } from '../../functions/desk/page-process.ts';

/** A program that tries what the one that draws must not be able to do, and answers one page more for each that it could. */
const TRIES = `
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
const tries = [
  () => readFileSync('/etc/hostname'),
  () => readFileSync('/proc/self/environ'),
  () => writeFileSync(new URL('written', import.meta.url), ''),
  () => { if (spawnSync(process.execPath, ['-e', '']).error) throw new Error(); },
  () => new Worker('', { eval: true }),
  () => new Function('return 1')(),
  () => { if (Object.keys(process.env).length === 0) throw new Error(); },
];
let could = 0;
for (const attempt of tries) try { attempt(); could += 1; } catch {}
process.stdout.write(JSON.stringify({ pages: 1 + could }) + '\\n');
process.stdout.write(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
`;

describe('the process that draws', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-process-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (source: string, ms?: number) => {
    const script = join(folder, 'program.mjs');
    writeFileSync(script, source);
    const process = pageProcess({ script, wasm: '', readable: folder }, ms);
    return process(Buffer.alloc(5_000_000), { mediaType: 'application/pdf', page: 1 });
  };
  const UNREADABLE = { fault: 'unreadable' };

  it('reads no file but its own, writes none, starts nothing and knows no credentials', async () => {
    expect(await run(TRIES, 30_000)).toMatchObject({ pages: 1 });
    // The same program, started by anybody else, could do every one.
    const free = spawnSync(process.execPath, [join(folder, 'program.mjs')]).stdout.toString('latin1');
    expect(free).toMatch(/^\{"pages":8\}/);
  });

  it('is ended when its time is over', async () => {
    expect(await run('while (true);', 1500)).toEqual(UNREADABLE);
  });

  it('is ended when it says too much', async () => {
    expect(await run('for (;;) process.stdout.write(Buffer.alloc(100_000))', 20_000)).toEqual(UNREADABLE);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'process.stdout.write("pages\\n")'],
    ['a fault that there is not', `process.stdout.write('{"fault":"<script>"}\\n')`],
    ['no count of pages', `process.stdout.write('{"pages":0}\\n')`],
    ['a picture that is none', `process.stdout.write('{"pages":1}\\n<svg onload="">')`],
    ['its end', 'process.exit(3)'],
    ['its abort', 'process.abort()'],
  ])('is not believed when it says %s', async (_what, source) => {
    expect(await run(source, 20_000)).toEqual(UNREADABLE);
  });
});
