/**
 * What a function costs before it does anything: for every bundle of the stage dev its bytes of code, and how long a fresh
 * process of Node takes to import it, the median of several, beside one that imports nothing. Writes
 * bench/results/bundles.json.
 *
 *   npm run bench -- bundles [--runs 5]
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { freshAssembly } from '../local/synthesis.ts';

const ROOT = join(import.meta.dirname, '..');
const ASSEMBLY = join(ROOT, 'cdk.out');

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number above 0');

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.optional(z.unknown()) })),
});
const FunctionProperties = z.object({
  Description: z.string(),
  MemorySize: z.optional(z.number()),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
type Bundle = z.infer<typeof FunctionProperties>;

/** One function of each handler: instances of the same bundle load alike. */
function bundlesOf(assembly: string): Bundle[] {
  const all = globSync('*.template.json', { cwd: assembly }).flatMap((file) =>
    Object.values(Template.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8'))).Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => FunctionProperties.safeParse(Properties).data)
      .filter((properties) => properties !== undefined),
  );
  return [...new Map(all.map((one) => [one.Description, one])).values()];
}

/** Milliseconds in which a fresh process imports a file, without the start of Node itself. */
function millisecondsOf(file: string, environment: Record<string, string>): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - began); process.exit(0);`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', script],
    { encoding: 'utf8', env: { AWS_REGION: 'eu-central-1', ...environment } },
  );
  // Before what a bundle throws stands the whole of its one line of code.
  if (status !== 0) throw new Error(stderr.slice(-1500));
  return Number(stdout.trim().split('\n').at(-1));
}

/** What a template says outright, or for its own pool of people; else something that is a name, and an address. */
function settingOf(value: unknown): string {
  const own = (value as { 'Fn::If'?: unknown[] })['Fn::If']?.[1] ?? value;
  return typeof own === 'string' ? own : 'https://name';
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

await freshAssembly(ROOT, ASSEMBLY);
const rows = bundlesOf(ASSEMBLY)
  .map(({ Description, MemorySize, Code, Environment }) => {
    const folder = join(ASSEMBLY, `asset.${Code.S3Key.replace('.zip', '')}`);
    const bytes = globSync('*.mjs', { cwd: folder }).reduce(
      (sum, file) => sum + statSync(join(folder, file)).size,
      0,
    );
    const environment = Object.fromEntries(
      Object.entries(Environment.Variables).map(([name, value]) => [name, settingOf(value)]),
    );
    const took = Array.from({ length: runs }, () => millisecondsOf(join(folder, 'index.mjs'), environment));
    return {
      function: Description,
      'code kB': Math.round(bytes / 1000),
      'load ms': Math.round(median(took)),
      'memory MB': MemorySize,
    };
  })
  .sort((a, b) => b['load ms'] - a['load ms']);
console.table(rows);
const middle = (name: 'code kB' | 'load ms') => median(rows.map((row) => row[name]));
console.log(
  `${rows.length} bundles: in the middle ${middle('code kB')} kB and ${middle('load ms')} ms; importing only Node's own: ${Math.round(median(Array.from({ length: runs }, () => millisecondsOf('node:crypto', {}))))} ms`,
);
const results = join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, 'bundles.json'),
  `${JSON.stringify({ when: new Date().toISOString(), node: process.version, rows }, undefined, 2)}\n`,
);
