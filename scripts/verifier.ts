import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { readArguments, wrongArguments } from './arguments.ts';
import { runScript } from './input-file.ts';

const USAGE = 'npm run verifier [-- FILE]';
const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'packages/verify/due-process-verify.mjs');

/** Who gets the file must get the licence of what is in it. */
const banner = (licence: string) =>
  [
    '#!/usr/bin/env node',
    '// due-process-verify, Apache-2.0. Runs alone, on Node.js 20.15 or later: node due-process-verify.mjs PACKAGE --key PEM',
    '// It holds parts of zod:',
    ...licence
      .trim()
      .split('\n')
      .map((line) => `// ${line}`.trimEnd()),
  ].join('\n');

/** Writes the verifier as one file that needs nothing but Node, and prints its SHA-256. The same sources make the same file. */
async function main(): Promise<number> {
  const { positionals } = readArguments(USAGE, { allowPositionals: true });
  const [file = TARGET, ...more] = positionals;
  if (more.length > 0) throw wrongArguments('Name one file', USAGE);
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/verify.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20.15',
    charset: 'utf8',
    banner: { js: banner(readFileSync(join(ROOT, 'node_modules/zod/LICENSE'), 'utf8')) },
  });
  const bytes = Buffer.concat(outputFiles.map(({ contents }) => contents));
  writeFileSync(file, bytes, { mode: 0o755 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(`${sha256}  ${relative(process.cwd(), file)}`);
  return 0;
}

await runScript(main);
