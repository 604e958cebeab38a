import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RulebookError } from '../../functions/validity/build/rulebook-error.ts';
import { buildRulebook } from '../../rulebook/build.ts';

const FOLDER = resolve(import.meta.dirname, '../../node_modules/.cache/tests');

/**
 * Builds the rulebook before all suites, for those that only use it: each would read and check every page again. Where the
 * pages have a fault nothing is built, and each suite says so for itself.
 */
export default function keepRulebook(): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `rulebook-${process.pid}.json`);
  try {
    buildRulebook(file);
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error;
    writeFileSync(file, '');
  }
  process.env.BUILT_RULEBOOK = file;
}
