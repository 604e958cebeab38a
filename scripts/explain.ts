import * as z from 'zod/mini';
import { Circumstances } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { decide } from '../functions/validity/decide/decide.ts';
import { explainDecision } from '../functions/validity/explain/explain-decision.ts';
import { loadRulebookSource } from '../rulebook/load.ts';
import { fileArgument } from './arguments.ts';
import { InputError, readJsonInput, runScript } from './input-file.ts';

const WithCircumstances = z.object({ demand: Demand, circumstances: z.optional(Circumstances) });
type Asked = z.infer<typeof WithCircumstances>;

/** Prints how a demand would be decided, now where the file says nothing of circumstances. */
function main(): number {
  const { demand, circumstances } = askedIn(fileArgument('npm run explain -- DEMAND.json'));
  const rulebook = compileRulebook(loadRulebookSource());
  const known = circumstances ?? { now: new Date().toISOString(), accounts: [] };
  console.log(explainDecision(demand, decide(rulebook, demand, known), rulebook, known));
  return 0;
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
