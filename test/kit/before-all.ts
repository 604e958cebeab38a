import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RulebookError } from '../../functions/validity/build/rulebook-error.ts';
import { buildRulebook } from '../../rulebook/build.ts';

/** What all suites have in common; `after-all.ts` takes it away again. */
export default function beforeAll(): void {
  // Whatever a test, or a program that it starts, leaves in the temporary folder goes with it.
  const folder = mkdtempSync(join(tmpdir(), 'due-process-tests-'));
  // Programs of other users go through it to folders of their own: PostgreSQL does not run as root.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  process.env.BUILT_RULEBOOK = keepRulebook(join(folder, 'rulebook.json'));
}

/**
 * Builds the rulebook once, for suites that only use it: each would read and check every page again. Where the pages have a
 * fault nothing is built, and each suite says so for itself.
 */
function keepRulebook(file: string): string {
  try {
    buildRulebook(file);
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error;
    writeFileSync(file, '');
  }
  return file;
}
