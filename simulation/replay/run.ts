import { parsePeriod } from '../../functions/reporting/period.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { readArguments, wrongArguments } from '../../scripts/arguments.ts';
import { readInput, runScript } from '../../scripts/input-file.ts';
import { printedReplay } from './print-replay.ts';
import { Progress } from './progress.ts';
import { readPublishedTable } from './published-table.ts';
import type { Plan } from './replay.ts';
import { sampleTable } from './sample-table.ts';
import { Threads } from './threads.ts';

const USAGE = 'npm run replay -- FILE --period YYYY-H1 [--sample N] [--seed N] [--state FOLDER]';

async function main(): Promise<number> {
  const { state, ...plan } = planOf();
  // What the publisher logs is told below.
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const { replay } = await import('./replay.ts');
  const rulebook = compileRulebook(loadRulebookSource());
  let progress: Progress | undefined;
  let threads: Threads | undefined;
  try {
    const replayed = await replay(plan, {
      ...{ rulebook, state },
      begins: (told) => {
        if (told.done > 0) console.error(`${told.done} demands were played before: ${told.folder}`);
        progress = new Progress(told);
      },
      play: (chunk) => {
        threads ??= new Threads(plan.period.label, () => progress?.step());
        return threads.play(chunk);
      },
    });
    progress?.end();
    console.log(printedReplay(plan, replayed, progress));
    return replayed.mismatches.length === 0 ? 0 : 1;
  } finally {
    await threads?.end();
  }
}

function planOf(): Plan & { state: string } {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      period: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      state: { type: 'string', default: '.due-process' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw wrongArguments('Name one file', USAGE);
  const period = parsePeriod(values.period ?? '');
  if (!period) throw wrongArguments('--period is a half-year such as 2013-H1, or a year', USAGE);
  if (period.to > new Date()) throw wrongArguments(`${period.label} is not over`, USAGE);
  const whole = (name: 'sample' | 'seed', least: number) => {
    const value = Number(values[name]);
    if (!/^\d+$/.test(values[name] ?? '') || value < least || value > 1e9)
      throw wrongArguments(`--${name} is a whole number from ${least} to 1000000000`, USAGE);
    return value;
  };
  const seed = whole('seed', 0);
  const sample = values.sample === undefined ? undefined : whole('sample', 1);
  const rows = readPublishedTable(readInput(file), file);
  return {
    rows: sample === undefined ? rows : sampleTable(rows, sample, seed),
    ...{ period, seed, state: values.state },
  };
}

await runScript(main);
