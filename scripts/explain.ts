import * as z from 'zod/mini';
import { readSamples } from '../examples/demo/read-samples.ts';
import { Circumstances } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { mergedExample } from '../functions/validity/build/merged-example.ts';
import { decide } from '../functions/validity/decide/decide.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { explainDecision } from '../functions/validity/explain/explain-decision.ts';
import { loadRulebookSource } from '../rulebook/load.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readJsonInput, runScript } from './input-file.ts';

const USAGE = 'npm run explain -- DEMAND.json | PAGE | --all';

const WithCircumstances = z.object({ demand: Demand, circumstances: z.optional(Circumstances) });
type Asked = z.infer<typeof WithCircumstances>;

/**
 * Prints how a demand would be decided, now where the file says nothing of circumstances; or every worked example of a
 * page; or all sample demands and the worked examples of all pages.
 */
function main(): number {
  const { positionals, values } = readArguments(USAGE, {
    allowPositionals: true,
    options: { all: { type: 'boolean' } },
  });
  const [named, ...more] = positionals;
  if (more.length > 0 || (named === undefined) !== (values.all === true))
    throw wrongArguments('Name one file or page, or ask for all', USAGE);
  const rulebook = compileRulebook(loadRulebookSource());
  const print = (title: string, asked: Asked) =>
    console.log(`${title}\n${'#'.repeat(title.length)}\n${explained(asked, rulebook)}\n`);
  if (named === undefined) {
    for (const { name, demand } of readSamples(new Date())) print(name, { demand });
    for (const page of Object.keys(rulebook.instruments)) printExamples(page, rulebook, print);
  } else if (Object.hasOwn(rulebook.instruments, named)) printExamples(named, rulebook, print);
  else console.log(explained(askedIn(named), rulebook));
  return 0;
}

function explained({ demand, circumstances }: Asked, rulebook: Rulebook): string {
  const known = circumstances ?? { now: new Date().toISOString(), accounts: [] };
  return explainDecision(demand, decide(rulebook, demand, known), rulebook, known);
}

function printExamples(
  id: string,
  { instruments }: Rulebook,
  print: (title: string, asked: Asked) => void,
): void {
  const page = instruments[id];
  for (const example of page?.examples ?? [])
    if (page) print(`${id}: ${example.title}`, WithCircumstances.parse(mergedExample(page.sample, example)));
}

/** A demand alone, or `{demand, circumstances}`. */
function askedIn(file: string): Asked {
  const value = readJsonInput(file);
  const isWrapped = typeof value === 'object' && value !== null && 'demand' in value;
  const asked = z.safeParse(WithCircumstances, isWrapped ? value : { demand: value });
  if (asked.success) return asked.data;
  const wrong = asked.error.issues.map(({ path, message }) => {
    const place = (isWrapped ? path : path.slice(1)).join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
  throw new InputError(`${file}: this is no demand (${wrong.join('; ')})`);
}

if (import.meta.main) await runScript(main);
