import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { ASSETS, CACHE, contentPolicy, HEADERS, PAGE_PATHS } from '../web/hosting.ts';
import { afterStart } from './after-start.ts';
import { instantArgument, portArgument, readArguments, runCommand } from './arguments.ts';
import { firstSteps, printSteps } from './first-steps.ts';
import { readPeople } from './issuer/person.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { describeUsage } from './meter.ts';
import { freshPages } from './pages/fresh-pages.ts';
import type { Pages } from './pages/serve-pages.ts';
import { freshAssembly } from './synthesis.ts';

const USAGE = 'npm start -- [--state FOLDER] [--assembly FOLDER] [--at INSTANT] [--quiet]';

const HELP = `Plays the synthesized template on this machine until it is stopped.
  npm start                     state in .due-process/, the API on PORT, else 8080, else the next free port
  --state FOLDER                another state folder
  --assembly FOLDER             plays this assembly as it is, instead of synthesizing cdk.out
  --at INSTANT                  moves the clock, as to 2026-01-05T09:00Z; never back, but in a new folder
  --quiet                       prints nothing and loads no sample data`;

const ROOT = resolve(import.meta.dirname, '..');

// Every function's worker compiles its bundle; from the second start on the code is there already.
enableCompileCache(join(ROOT, 'node_modules', '.cache', 'due-process'));

/** Whom the page to sign in at offers, if the project has any. */
const PEOPLE = join(ROOT, 'examples', 'people.json');

const PAGES: Pages = {
  folder: join(ROOT, 'web', 'dist'),
  paths: PAGE_PATHS,
  assets: ASSETS,
  cache: CACHE,
  headers: (connect) => ({ ...HEADERS, 'content-security-policy': contentPolicy(connect) }),
};

const USUAL_STATE = '.due-process';

const OPTIONS = {
  state: { type: 'string', default: USUAL_STATE },
  assembly: { type: 'string' },
  at: { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function describe(laptop: Laptop, state: string, seconds: number, hasPages: boolean): string {
  return [
    `The laptop runs (${seconds.toFixed(1)} s).`,
    ...(hasPages ? [`  pages       ${laptop.apiUrl}/`] : []),
    `  rulebook    ${laptop.apiUrl}/rulebook`,
    `  reports     ${laptop.apiUrl}/reports`,
    `  API         ${laptop.apiUrl}`,
    `  AWS         ${laptop.awsEndpoint}`,
    `  issuer      ${laptop.issuerUrl}`,
    `  time        ${new Date().toISOString()}`,
    `  state       ${resolve(ROOT, state)} (logs of the functions in logs/)`,
    ...(laptop.resumed > 0 ? [`  picked up   ${laptop.resumed} executions that were running`] : []),
    '',
    'Try:',
    printSteps(firstSteps({ apiUrl: laptop.apiUrl, state: state === USUAL_STATE ? undefined : state })),
    '',
    'Ctrl-C stops it; what it holds is there at the next start.',
  ].join('\n');
}

/** Resolves when the terminal or the system wants an end. A second Ctrl-C does not wait for the first. */
function untilStopped(): Promise<undefined> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        done(undefined);
      });
    }
  });
}

async function main(): Promise<number> {
  const { values: flags } = readArguments(USAGE, { options: OPTIONS });
  const { PORT, LAPTOP_RIGHTS } = process.env;
  const port = PORT ? portArgument(PORT, 'PORT', USAGE) : undefined;
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const say = (text: string): void => {
    if (!flags.quiet) console.log(text);
  };
  const started = performance.now();
  const stopped = untilStopped();
  const assembly = flags.assembly ?? join(ROOT, 'cdk.out');
  const stateFolder = resolve(ROOT, flags.state);
  if (flags.assembly === undefined && (await freshAssembly(ROOT, assembly))) say('Synthesized the template.');
  const noPages =
    flags.assembly === undefined
      ? await freshPages(ROOT, join(assembly, 'laptop-pages.lock'))
      : 'not asked for';
  if (noPages !== undefined && flags.assembly === undefined) console.error(`laptop: no pages: ${noPages}`);
  const laptop = await startLaptop({
    assembly,
    stateFolder,
    quiet: flags.quiet,
    people: readPeople(PEOPLE),
    ...(noPages === undefined ? { pages: PAGES } : {}),
    ...(flags.at === undefined ? {} : { at: instantArgument(flags.at, '--at', USAGE) }),
    ...(port === undefined ? {} : { port }),
    ...(LAPTOP_RIGHTS ? { rightsFile: LAPTOP_RIGHTS } : {}),
  });
  say(describe(laptop, flags.state, (performance.now() - started) / 1000, noPages === undefined));
  const endHook = flags.quiet ? () => {} : afterStart({ root: ROOT, stateFolder, laptop, report: say });
  const died = await Promise.race([stopped, laptop.died]);
  if (died !== undefined)
    console.error(`laptop: the embedded DynamoDB is given up (${died}); the laptop ends.`);
  endHook();
  const usage = laptop.usage();
  await laptop.stop();
  // Nothing should be left that keeps the process. If a timer of a library is, it does not hold up the end.
  setTimeout(() => process.exit(), 1000).unref();
  say(`\n${describeUsage(usage)}`);
  return died === undefined ? 0 : 1;
}

await runCommand(main);
