import * as z from 'zod/mini';
import { Circumstances } from '../functions/shared/circumstances.schema.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { compareExpectation } from '../functions/validity/build/compare-expectation.ts';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { decide } from '../functions/validity/decide/decide.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { Expectation } from '../functions/validity/pages/expectation.schema.ts';
import { loadRulebookSource } from '../rulebook/load.ts';
import { fileArgument } from './arguments.ts';
import { InputError, readInput, runScript } from './input-file.ts';

const Vector = z.object({
  n: z.optional(z.union([z.number(), z.string()])),
  name: z.optional(z.string()),
  demand: Demand,
  circumstances: Circumstances,
  expect: Expectation,
});

/** Runs one line of a vector file: what does not hold, a sentence each. */
export function runVector(line: string, rulebook: Rulebook): { title: string; failures: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { title: '', failures: ['this line is not JSON'] };
  }
  const parsed = z.safeParse(Vector, value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
    );
    return { title: '', failures: [`this line is not a vector (${wrong.join('; ')})`] };
  }
  const { n, name, demand, circumstances, expect } = parsed.data;
  return {
    title: [n, name].filter((part) => part !== undefined).join(' '),
    failures: compareExpectation(expect, decide(rulebook, demand, circumstances)),
  };
}

function main(): number {
  const file = fileArgument('npm run vectors -- FILE');
  const lines = readInput(file).split(/\r?\n/);
  const rulebook = compileRulebook(loadRulebookSource());
  let passed = 0;
  let failed = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const { title, failures } = runVector(line, rulebook);
    if (failures.length === 0) passed += 1;
    else {
      failed += 1;
      console.log(`line ${index + 1}${title && ` (${title})`}: ${failures.join('; ')}`);
    }
  }
  if (passed + failed === 0) throw new InputError(`${file}: there are no vectors in it`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (import.meta.main) await runScript(main);
