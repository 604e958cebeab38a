import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { readArguments, wrongArguments } from './arguments.ts';
import { runScript } from './input-file.ts';

const USAGE = 'npm run verifier [-- FILE]';
const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'packages/verify/due-process-verify.mjs');

/** Libraries whose parts are in the file. Who gets it must get their licences. */
const PARTS = {
  zod: 'LICENSE',
  asn1js: 'LICENSE',
  pvtsutils: 'LICENSE',
  pvutils: 'LICENSE',
} as const;

const banner = (licences: readonly (readonly [string, string])[]) =>
  [
    '#!/usr/bin/env node',
    '// due-process-verify, Apache-2.0. Runs alone, on Node.js 20.15 or later: node due-process-verify.mjs PACKAGE --key PEM',
    ...licences.flatMap(([name, licence]) => [
      `// It holds parts of ${name}:`,
      ...licence
        .trim()
        .split('\n')
        .map((line) => `// ${line}`.trimEnd()),
    ]),
  ].join('\n');

const licenceOf = ([name, file]: [string, string]) =>
  [name, readFileSync(join(ROOT, 'node_modules', name, file), 'utf8')] as const;

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
    banner: { js: banner(Object.entries(PARTS).map(licenceOf)) },
  });
  const bytes = Buffer.concat(outputFiles.map(({ contents }) => contents));
  writeFileSync(file, bytes, { mode: 0o755 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(`${sha256}  ${relative(process.cwd(), file)}`);
  return 0;
}

await runScript(main);
