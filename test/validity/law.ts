import { existsSync, statSync } from 'node:fs';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { loadRulebookFile } from '../../functions/validity/rulebook-file.ts';

const { BUILT_RULEBOOK = '' } = process.env;
const isBuilt = existsSync(BUILT_RULEBOOK) && statSync(BUILT_RULEBOOK).size > 0;

/** The rulebook of this checkout, as functions load it. */
export const law: Rulebook = isBuilt ? loadRulebookFile(BUILT_RULEBOOK) : await compiled();

/** What reads and checks the pages is loaded where nothing was built before: it takes longer than most suites. */
async function compiled(): Promise<Rulebook> {
  const { compileRulebook } = await import('../../functions/validity/build/compile-rulebook.ts');
  const { loadRulebookSource } = await import('../../rulebook/load.ts');
  return compileRulebook(loadRulebookSource());
}

/** The sample of a page, as its examples start from it. */
export function sampleOf(id: string) {
  const page = law.instruments[id];
  if (!page) throw new Error(`no page ${id}`);
  return structuredClone(page.sample);
}
