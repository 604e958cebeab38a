import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answerFaults } from '../functions/validity/build/answer-faults.ts';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { letterFaults } from '../functions/validity/build/letter-faults.ts';
import { RulebookError } from '../functions/validity/build/rulebook-error.ts';
import { canonicalLaw } from '../functions/validity/build/rulebook-version.ts';
import { runExamples } from '../functions/validity/build/run-examples.ts';
import { runSecrecyExamples } from '../functions/validity/build/run-secrecy-examples.ts';
import { separationFaults } from '../functions/validity/build/separation-faults.ts';
import { loadRulebookSource } from './load.ts';

/**
 * Checks all pages, runs their worked examples, and writes them as one JSON file that functions load.
 * @throws RulebookError that lists every fault with file, line and what to do; nothing is written then
 */
export function buildRulebook(outFile: string, dir?: string): void {
  const source = loadRulebookSource(dir);
  const rulebook = compileRulebook(source);
  const faults = [
    ...runExamples(rulebook, source),
    ...runSecrecyExamples(rulebook, source),
    ...letterFaults(rulebook, source),
    ...answerFaults(rulebook, source),
    ...separationFaults(rulebook, source),
  ];
  if (faults.length > 0) throw new RulebookError(faults);
  mkdirSync(dirname(resolve(outFile)), { recursive: true });
  writeFileSync(outFile, `{"law":${canonicalLaw(source)},"version":"${rulebook.version}"}`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out === undefined) {
    console.error('Say where to write the rulebook: npx node rulebook/build.ts --out FILE');
    process.exit(2);
  }
  try {
    buildRulebook(values.out);
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
