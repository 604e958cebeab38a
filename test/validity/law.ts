import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';

/** The rulebook of this checkout, read once. */
export const law: Rulebook = compileRulebook(loadRulebookSource());

/** The sample of a page, as its examples start from it. */
export function sampleOf(id: string) {
  const page = law.instruments[id];
  if (!page) throw new Error(`no page ${id}`);
  return structuredClone(page.sample);
}
