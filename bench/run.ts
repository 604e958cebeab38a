import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * All benchmarks, one after another, each in a process of its own; `npm run bench -- NAME` runs one. Every one prints its
 * table and writes its figures to bench/results/.
 */
const [wanted] = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .filter((name) => wanted === undefined || name === wanted)
  .sort();
if (names.length === 0) {
  console.error(`There is no benchmark ${wanted}: npm run bench -- validity`);
  process.exit(2);
}
for (const name of names) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
