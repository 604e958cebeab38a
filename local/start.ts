import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { afterStart } from './after-start.ts';
import { firstSteps, printSteps } from './first-steps.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { describeUsage } from './meter.ts';
import { AlreadyRunning } from './state/lock.ts';
import { freshAssembly } from './synthesis.ts';
import { Refused } from './template/refused.ts';

const USAGE = `Plays the synthesized template on this machine until it is stopped.
  npm start                     state in .due-process/, the API on PORT, else 8080, else the next free port
  --state FOLDER                another state folder
  --assembly FOLDER             plays this assembly as it is, instead of synthesizing cdk.out
  --quiet                       prints nothing and loads no sample data`;

const ROOT = resolve(import.meta.dirname, '..');

// Every function's worker compiles its bundle; from the second start on the code is there already.
enableCompileCache(join(ROOT, 'node_modules', '.cache', 'due-process'));

const USUAL_STATE = '.due-process';

const { values: flags } = parseArgs({
  options: {
    state: { type: 'string', default: USUAL_STATE },
    assembly: { type: 'string' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => {
  if (!flags.quiet) console.log(text);
};

function describe(laptop: Laptop, stateFolder: string, seconds: string): string {
  return [
    `The laptop runs (${seconds} s).`,
    `  API         ${laptop.apiUrl}`,
    `  AWS         ${laptop.awsEndpoint}`,
    `  issuer      ${laptop.issuerUrl}`,
    `  state       ${stateFolder} (logs of the functions in logs/)`,
    ...(laptop.resumed > 0 ? [`  picked up   ${laptop.resumed} executions that were running`] : []),
    '',
    'Try:',
    printSteps(
      firstSteps({ apiUrl: laptop.apiUrl, state: flags.state === USUAL_STATE ? undefined : flags.state }),
    ),
    '',
    'Ctrl-C stops it; what it holds is there at the next start.',
  ].join('\n');
}

/** Resolves when the terminal or the system wants an end. A second Ctrl-C does not wait for the first. */
function untilStopped(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        done();
      });
    }
  });
}

async function main(): Promise<number> {
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  const started = performance.now();
  const stopped = untilStopped();
  const assembly = flags.assembly ?? join(ROOT, 'cdk.out');
  const stateFolder = resolve(ROOT, flags.state);
  if (flags.assembly === undefined && (await freshAssembly(ROOT, assembly))) say('Synthesized the template.');
  const { PORT: port } = process.env;
  const laptop = await startLaptop({
    assembly,
    stateFolder,
    quiet: flags.quiet,
    ...(port ? { port: Number(port) } : {}),
  });
  say(describe(laptop, stateFolder, ((performance.now() - started) / 1000).toFixed(1)));
  const endHook = flags.quiet ? () => {} : afterStart({ root: ROOT, stateFolder, laptop, report: say });
  await stopped;
  endHook();
  const usage = laptop.usage();
  await laptop.stop();
  // Nothing should be left that keeps the process. If a timer of a library is, it does not hold up the end.
  setTimeout(() => process.exit(), 1000).unref();
  say(`\n${describeUsage(usage)}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof Refused || error instanceof AlreadyRunning;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
