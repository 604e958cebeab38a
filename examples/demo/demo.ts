import { join, relative } from 'node:path';
import { readArguments, wrongArguments } from '../../scripts/arguments.ts';
import { InputError, runScript } from '../../scripts/input-file.ts';
import { apiClient } from '../client/api-client.ts';
import { checkPackage } from './check-package.ts';
import { type Desk, openDesk } from './desk.ts';
import { fastForward, spanOf } from './fast-forward.ts';
import { fetchKeys, type PinnedKeys } from './fetch-keys.ts';
import { fetchPackage } from './fetch-package.ts';
import { endOf, judgeSample, whyOf } from './judge-sample.ts';
import { openMailer } from './open-mailer.ts';
import { type Played, playSample } from './play-sample.ts';
import { printReport } from './print-report.ts';
import { table } from './print-table.ts';
import { readSamples } from './read-samples.ts';
import { seedProvider } from './seed-provider.ts';
import { showProgress } from './show-progress.ts';

const USAGE = 'npm run demo -- [--state FOLDER] [--fast-forward 400d]';

const OPTIONS = {
  state: { type: 'string', default: '.due-process' },
  'fast-forward': { type: 'string' },
} as const;

/**
 * Serves the sample demands through the API, plays the people, and prints what became of each. Exit code 1 when one ended
 * elsewhere than its sample says. With `--fast-forward` the laptop's clock is moved afterwards, and what was waited for happens.
 */
async function main(): Promise<number> {
  const { values } = readArguments(USAGE, { options: OPTIONS });
  const { 'fast-forward': far } = values;
  const span = far === undefined ? undefined : spanOf(far);
  if (far !== undefined && span === undefined)
    throw wrongArguments('--fast-forward is days or hours, such as 400d', USAGE);
  if (span !== undefined && process.env.API_URL)
    throw wrongArguments('Only a laptop has a clock that moves', USAGE);
  console.error(
    'Due Process demo. Every person, account and paper in it is invented. Software, not legal advice.\n',
  );
  const desk = await openDesk(values.state);
  const now = desk.now();
  const samples = readSamples(now);
  try {
    console.error(`API        ${desk.apiUrl}`);
    await seedProvider(desk);
    const api = apiClient(desk.apiUrl);
    const total = samples.reduce((sum, { people }) => sum + people.length + 2, 0);
    const progress = showProgress('demands   ', total);
    const deps = {
      api,
      tokens: desk.tokens,
      runId: `demo-${now.toISOString().slice(0, 10)}`,
      onStep: progress.step,
    };
    const folder = join(values.state, 'packages');
    const pinned = await fetchKeys(desk.apiUrl, folder);
    const rows = await inParallel(samples, 6, async (sample) => {
      const played = await playSample(sample, deps);
      const file =
        played.view.conclusion === 'disclosed' ? await fetchPackage(played, folder, deps) : undefined;
      progress.step();
      return rowOf(played, file, pinned);
    });
    progress.end();
    printRows(rows);
    const told = rows.filter(({ played }) => played.sample.demand.instrument !== NATIONAL_SECURITY);
    const decided = told.filter(({ played }) => played.view.conclusion !== undefined);
    const reported = await printReport(api, desk.tokens, now, {
      demands: told.length,
      decided: decided.length,
    });
    if (span !== undefined) {
      console.log(`\nThe clock is moved by ${far}. What is told meanwhile:`);
      const mailer = openMailer(desk, join(values.state, 'letters'));
      const came = await fastForward(values.state, span, {
        say: (line) => console.log(`  ${line}`),
        follow: mailer.follow,
      });
      console.log(`It is ${came.toISOString()} now.`);
      console.log(`${mailer.sent()} letters to customers are in ${join(values.state, 'letters')}.\n`);
    }
    const code = verdict(rows, reported, pinned);
    console.log(whereToLook(desk, values.state));
    return code;
  } finally {
    await desk.close();
  }
}

/** Demands of this kind are in no number of the report but its bands. */
const NATIONAL_SECURITY = 'us/national-security-letter';

type Row = { played: Played; file: string | undefined; wrong: string[] };

async function rowOf(played: Played, file: string | undefined, { keys }: PinnedKeys): Promise<Row> {
  const checked = file === undefined ? undefined : await checkPackage(file, keys);
  return { played, file, wrong: [...judgeSample(played, checked?.data), ...(checked?.faults ?? [])] };
}

function printRows(rows: readonly Row[]): void {
  const cells = rows.map(({ played, file, wrong }) => [
    played.sample.name.slice(0, 2),
    played.sample.name.slice(3),
    `${played.view.determination?.outcome ?? '?'}${wrong.length > 0 ? ' ✗' : ''}`,
    endOf(played),
    whyOf(played),
    file === undefined ? '—' : relative('.', file),
  ]);
  console.log(`${table(['#', 'demand', 'checks', 'ended', 'why', 'package'], cells)}\n`);
}

function verdict(rows: readonly Row[], reported: boolean, pinned: PinnedKeys): number {
  const wrong = rows.filter((row) => row.wrong.length > 0);
  for (const row of wrong) console.log(`✗ ${row.played.sample.name}: ${row.wrong.join('; ')}`);
  if (!reported) console.log('✗ the report did not come to hold all demands');
  const file = rows.find((row) => row.file)?.file;
  if (file)
    console.log(
      `Check a package offline:   npm run verify -- ${relative('.', file)} --keys ${relative('.', pinned.file)}`,
    );
  console.log(`${rows.length - wrong.length} of ${rows.length} demands ended as their samples say.`);
  return wrong.length === 0 && reported ? 0 : 1;
}

/** A page on which all of this is to be seen. A laptop that the demo started ends with it. */
function whereToLook({ pagesUrl }: Desk, state: string): string {
  if (pagesUrl !== undefined) return `Look at them:              ${pagesUrl}desk`;
  if (process.env.API_URL) return `Look at the report:        ${process.env.API_URL}/reports`;
  const start = `npm start${state === OPTIONS.state.default ? '' : ` -- --state ${state}`}`;
  return `Look at them:              ${start}, and open /desk at the address of the pages that it prints`;
}

/** Maps with at most `width` at once, in order of the input. */
async function inParallel<T, R>(
  inputs: readonly T[],
  width: number,
  run: (input: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = inputs.entries();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [index, input] of queue) results[index] = await run(input);
    }),
  );
  return results;
}

await runScript(async () => {
  try {
    return await main();
  } catch (error) {
    if (error instanceof InputError) throw error;
    console.error(`\nThe demo stopped: ${reasonOf(error)}`);
    console.error('Nothing is lost: run it again, and it goes on where it was.');
    return 1;
  }
});

/** `fetch failed` tells nobody anything; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message || cause.name})` : error.message;
}
