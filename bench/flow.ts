/**
 * What a demand costs from filing to the agent's receipt: sample 01 again and again through the API, with its people, on a
 * laptop of its own; or on what API_URL names, for which TOKEN_COMMAND gives tokens and `--pid` says whose time counts.
 * Prints rates and waits, and for a laptop what each demand took of processor, memory and services. Writes
 * bench/results/flow.json.
 *
 *   npm run bench -- flow [--demands 24,100] [--at-once 1,8] [--sample 01] [--warm 4] [--pid PID] [--profile FOLDER]
 *                        [--plot FILE.svg]
 *
 * Each `--demands` is a step, at each `--at-once`, on the same laptop, which so holds more with every step. Before them come
 * `--warm` that are not measured: functions start, and are compiled.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiClient, type Tokens } from '../examples/client/api-client.ts';
import { type Desk, openDesk } from '../examples/demo/desk.ts';
import { fetchPackage } from '../examples/demo/fetch-package.ts';
import { playSample } from '../examples/demo/play-sample.ts';
import { readSamples } from '../examples/demo/read-samples.ts';
import { seedProvider } from '../examples/demo/seed-provider.ts';
import { usageOf } from './flow/process-usage.ts';
import { linePlot } from './plot.ts';

const { values: options } = parseArgs({
  options: {
    demands: { type: 'string', default: '24' },
    'at-once': { type: 'string', default: '1,8' },
    sample: { type: 'string', default: '01' },
    warm: { type: 'string', default: '4' },
    pid: { type: 'string' },
    profile: { type: 'string' },
    plot: { type: 'string' },
  },
});
/** Customers whom the demands are about in turn: each earlier demand about the same one is looked at, too. */
const CUSTOMERS = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace'].map(
  (name) => `${name}@example.com`,
);

/** Persons of each role, one for each demand under way and more than can be at work in one minute. */
const PEOPLE = 200;

/** How often people look whether they are called for. */
const POLL_MS = 100;

function numbers(text: string): number[] {
  const all = text.split(',').map(Number);
  if (!all.every((one) => Number.isInteger(one) && one > 0))
    throw new Error('--demands and --at-once are whole numbers above 0, such as 24,100');
  return all;
}

/** What the laptop has counted: what AWS would bill, and who called what. Flat, by name. */
async function countedBy({ awsEndpoint }: Desk): Promise<Record<string, number>> {
  if (awsEndpoint === undefined) return {};
  const usage = (await (await fetch(`${awsEndpoint}/_laptop/usage`)).json()) as Record<string, unknown>;
  const flat = ([name, value]: [string, unknown], path = ''): [string, number][] =>
    typeof value === 'number'
      ? [[`${path}${name}`, value]]
      : Object.entries(value as object).flatMap((one) => flat(one, `${name} `));
  return Object.fromEntries(Object.entries(usage).flatMap((one) => flat(one)));
}

/** Of what one demand took: the bill, and the sums of what is counted by name. */
function summaryOf(perDemand: Readonly<Record<string, number>>): string {
  const sums = new Map<string, number>();
  for (const [name, count] of Object.entries(perDemand)) {
    const kind = name.split(' ')[0] ?? name;
    sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return [...sums]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${rounded(count, 1)}`)
    .join(' · ');
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** A sample about one customer, as one about another. */
function about<T extends object>(sample: T, number: number): T {
  const [first = ''] = CUSTOMERS;
  const other = CUSTOMERS[number % CUSTOMERS.length] ?? first;
  return JSON.parse(JSON.stringify(sample).replaceAll(first, other));
}

async function step(desk: Desk, pid: number | undefined, demands: number, atOnce: number, first: number) {
  const sample = readSamples(desk.now()).find(({ name }) => name.startsWith(options.sample));
  if (sample === undefined) throw new Error(`no sample ${options.sample}`);
  const api = apiClient(desk.apiUrl);
  const packages = mkdtempSync(join(tmpdir(), 'flow-packages-'));
  const before = { usage: pid === undefined ? undefined : usageOf(pid), counted: await countedBy(desk) };
  const began = performance.now();
  const seconds: number[] = [];
  let next = first;
  let residentMb = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < first + demands) {
        const number = next++;
        // People in turn: what one person may ask for in a minute, and fetch, is limited.
        const tokens: Tokens = (role, name, authority) =>
          desk.tokens(role, `${name}-${number % PEOPLE}`, authority);
        const name = `${sample.name}-${number}`;
        const from = performance.now();
        // A paper of its own: one that was used before is a mark of a forgery.
        const own = { ...about(sample, number), name, title: `${sample.title} (${name})` };
        const deps = { api, tokens, runId: `bench-${began}`, onStep: () => {}, pollMs: POLL_MS };
        const played = await playSample(own, deps);
        if (played.view.conclusion !== 'disclosed')
          throw new Error(`${name} ended as ${played.view.status} ${played.view.conclusion ?? ''}`);
        await fetchPackage(played, packages, deps);
        seconds.push((performance.now() - from) / 1000);
        if (pid !== undefined) residentMb = Math.max(residentMb, usageOf(pid).residentMb);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  rmSync(packages, { recursive: true });
  seconds.sort((a, b) => a - b);
  const counted = await countedBy(desk);
  const perDemand = Object.fromEntries(
    Object.entries(counted).map(([name, value]) => [
      name,
      rounded((value - (before.counted[name] ?? 0)) / demands),
    ]),
  );
  return {
    held: first,
    demands,
    atOnce,
    'demands/s': rounded(demands / took),
    'p50 s': rounded(at(seconds, 0.5)),
    'p99 s': rounded(at(seconds, 0.99)),
    ...(pid === undefined || before.usage === undefined
      ? {}
      : {
          'CPU s/demand': rounded((usageOf(pid).cpuSeconds - before.usage.cpuSeconds) / demands),
          'memory MB': Math.round(residentMb),
        }),
    perDemand,
  };
}

const [sizes, widths] = [numbers(options.demands), numbers(options['at-once'])];
const state = mkdtempSync(join(tmpdir(), 'flow-state-'));
const { profile } = options;
if (profile !== undefined) {
  mkdirSync(profile, { recursive: true });
  process.env.NODE_OPTIONS = `--cpu-prof --cpu-prof-dir=${profile}`;
}
const desk = await openDesk(state);
delete process.env.NODE_OPTIONS;
const pid = options.pid === undefined ? desk.pid : Number(options.pid);
try {
  await seedProvider(desk);
  const steps: Awaited<ReturnType<typeof step>>[] = [];
  let held = Number(options.warm);
  if (held > 0) await step(desk, pid, held, Math.min(held, 2), 0);
  for (const demands of sizes)
    for (const atOnce of widths) {
      const { perDemand, ...row } = await step(desk, pid, demands, atOnce, held);
      held += demands;
      steps.push({ ...row, perDemand });
      console.table([row]);
      console.log(summaryOf(perDemand));
    }
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const figures = { when: new Date().toISOString(), node: process.version, api: desk.apiUrl, steps };
  writeFileSync(join(results, 'flow.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
  if (options.plot !== undefined) {
    const series = widths.flatMap((width) =>
      (['p50 s', 'CPU s/demand'] as const).map((name) => ({
        name: `${name}, ${width} at once`,
        points: steps
          .filter(({ atOnce }) => atOnce === width)
          .map((row) => ({ x: row.held + row.demands, y: row[name] ?? 0 })),
      })),
    );
    writeFileSync(options.plot, linePlot({ x: 'demands in the end', y: 'seconds', series }));
  }
  await desk.close();
  rmSync(state, { recursive: true });
} catch (error) {
  await desk.close();
  console.error(`What the laptop held and logged is in ${state}.`);
  throw error;
}
