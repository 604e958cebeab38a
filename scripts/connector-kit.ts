import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, runScript } from './input-file.ts';

const USAGE = 'npm run connector-kit [-- FOLDER]';
const ROOT = join(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'packages/connector');
const BANNER = '// due-process-connector, Apache-2.0. Needs Node.js 20.15 or later, and nothing else.';

/** Writes what packages/connector publishes: the kit as one program, the library, and its types. The same sources make the same files. */
async function main(): Promise<number> {
  const { positionals } = readArguments(USAGE, { allowPositionals: true });
  const [folder = join(SOURCE, 'dist'), ...more] = positionals;
  if (more.length > 0) throw wrongArguments('Name one folder', USAGE);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle('due-process-connector-check.ts', folder, `#!/usr/bin/env node\n${BANNER}`);
  await bundle('index.ts', folder, BANNER);
  declare(folder);
  for (const name of ['due-process-connector-check.mjs', 'index.mjs']) {
    const file = join(folder, name);
    console.log(
      `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(process.cwd(), file)}`,
    );
  }
  return 0;
}

const bundle = (entry: string, folder: string, banner: string) =>
  build({
    absWorkingDir: ROOT,
    entryPoints: [join(SOURCE, entry)],
    bundle: true,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    format: 'esm',
    target: 'node20.15',
    charset: 'utf8',
    banner: { js: banner },
  });

function declare(folder: string): void {
  const options = [
    '--ignoreConfig --declaration --emitDeclarationOnly --strict --exactOptionalPropertyTypes --skipLibCheck',
    '--target ES2024 --module NodeNext --allowImportingTsExtensions --types node',
  ];
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      join(SOURCE, 'index.ts'),
      ...options.join(' ').split(' '),
      '--rootDir',
      SOURCE,
      '--outDir',
      folder,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new InputError(`The types cannot be written:\n${stdout}`);
}

await runScript(main);
