import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrongArguments } from '../scripts/arguments.ts';
import { runScript } from '../scripts/input-file.ts';

const USAGE = 'npm run bench -- [NAME [OPTIONS of that one]]';

/**
 * All benchmarks, one after another, each in a process of its own; with a name, that one. Every one prints its table and
 * writes its figures to bench/results/.
 */
function main(): number {
  const [wanted, ...given] = process.argv.slice(2);
  const all = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const names = wanted === undefined ? all : all.filter((name) => name === wanted);
  if (names.length === 0) throw wrongArguments(`A benchmark is one of ${all.join(', ')}`, USAGE);
  let failed = 0;
  for (const name of names) {
    console.log(`\n── ${name}`);
    const program = join(import.meta.dirname, `${name}.ts`);
    const { status } = spawnSync(process.execPath, ['--expose-gc', program, ...given], { stdio: 'inherit' });
    if (status !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

await runScript(main);
