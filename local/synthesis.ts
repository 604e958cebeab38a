import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readIfPresent, writeAtomically } from './state/atomic-file.ts';
import { whenAlone } from './state/when-alone.ts';

/** What a template is made of. */
const SOURCES = ['bin', 'lib', 'functions', 'rulebook', 'cdk.json', 'package-lock.json'];
const STAMP = 'laptop-stamp.json';

function filesUnder(path: string): string[] {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

const sourcesDigest = (root: string): string =>
  digest(
    SOURCES.flatMap((source) => filesUnder(join(root, source))).map((path) => {
      const { mtimeMs, size } = statSync(path);
      return `${path} ${mtimeMs} ${size}`;
    }),
  );

/** Of what was synthesized, so that an assembly that somebody replaced is not taken for the stamped one. */
const assemblyDigest = (assembly: string): string =>
  digest(
    readdirSync(assembly)
      .filter((name) => name === 'manifest.json' || name.endsWith('.template.json'))
      .sort()
      .map((name) => readFileSync(join(assembly, name), 'utf8')),
  );

const isFresh = (root: string, assembly: string): boolean =>
  existsSync(join(assembly, 'manifest.json')) &&
  readIfPresent(join(assembly, STAMP)) === JSON.stringify([sourcesDigest(root), assemblyDigest(assembly)]);

/** Synthesizes as the CDK's command line would, without it: the app writes its assembly where CDK_OUTDIR says. */
async function synthesize(root: string, assembly: string): Promise<void> {
  const before = sourcesDigest(root);
  const app = spawn(process.execPath, ['bin/due-process.ts'], {
    cwd: root,
    // The schemas of CloudFormation take most of a synthesis' time; `npm run synth` holds the template against them.
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  app.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  app.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve) => app.once('close', resolve));
  if (code !== 0)
    throw new Error(`The template could not be synthesized:\n${Buffer.concat(said).toString('utf8')}`);
  writeAtomically(join(assembly, STAMP), JSON.stringify([before, assemblyDigest(assembly)]));
}

/** Makes sure that the assembly is that of the present sources. Says whether it had to synthesize. */
export async function freshAssembly(root: string, assembly: string): Promise<boolean> {
  if (isFresh(root, assembly)) return false;
  const unlock = await whenAlone(join(assembly, 'laptop-synth.lock'));
  try {
    if (isFresh(root, assembly)) return false;
    await synthesize(root, assembly);
    return true;
  } finally {
    unlock();
  }
}
