import { Worker } from 'node:worker_threads';
import { readArguments, wrongArguments } from '../scripts/arguments.ts';
import { runScript } from '../scripts/input-file.ts';
import { DEFAULTS, type Options } from './options.ts';
import { printedResult } from './print-result.ts';
import type { Result } from './simulate.ts';

const USAGE =
  'npm run simulate -- [--seed N] [--demands N] [--months N] [--from YYYY-MM-DD] [--instrument PAGE ...]';

/** Two providers beside each other, with half of the demands each: as many as the machines that this is tried on have cores. */
const HALVES = 2;

async function main(): Promise<number> {
  const options = optionsOf();
  const start = performance.now();
  const halves = Array.from(
    { length: HALVES },
    (_, half): Options => ({
      ...options,
      seed: options.seed * HALVES + half,
      demands: Math.floor((options.demands + half) / HALVES),
    }),
  );
  const result = merged(await Promise.all(halves.map(run)));
  console.log(printedResult(options, result, (performance.now() - start) / 1000));
  return result.breaches.length === 0 ? 0 : 1;
}

function optionsOf(): Options {
  const { values } = readArguments(USAGE, {
    options: {
      seed: { type: 'string', default: String(DEFAULTS.seed) },
      demands: { type: 'string', default: String(DEFAULTS.demands) },
      months: { type: 'string', default: String(DEFAULTS.months) },
      from: { type: 'string', default: DEFAULTS.from },
      instrument: { type: 'string', multiple: true },
    },
  });
  const number = (name: 'seed' | 'demands' | 'months', most: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < (name === 'seed' ? 0 : 1) || value > most)
      throw wrongArguments(`--${name} is a whole number up to ${most}`, USAGE);
    return value;
  };
  if (!/^\d{4}-\d\d-\d\d$/.test(values.from) || Number.isNaN(Date.parse(values.from)))
    throw wrongArguments('--from is a day', USAGE);
  return {
    seed: number('seed', 1e9),
    demands: number('demands', 100_000),
    months: number('months', 36),
    from: values.from,
    ...(values.instrument ? { instruments: values.instrument } : {}),
  };
}

const run = (options: Options): Promise<Result> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('half.ts', import.meta.url), { workerData: options });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

function merged(results: readonly Result[]): Result {
  const sum = (each: (result: Result) => Readonly<Record<string, number>>) => {
    const total: Record<string, number> = {};
    for (const result of results)
      for (const [name, value] of Object.entries(each(result))) total[name] = (total[name] ?? 0) + value;
    return total;
  };
  const audit = sum((result) => result.audit);
  return {
    counts: sum(({ counts }) => counts),
    troubles: sum(({ troubles }) => troubles),
    audit: audit as Result['audit'],
    letters: results.reduce((total, { letters }) => total + letters, 0),
    breaches: results.flatMap(({ breaches }) => breaches),
    fingerprint: results.map(({ fingerprint }) => fingerprint.slice(0, 8)).join(''),
  };
}

await runScript(main);
