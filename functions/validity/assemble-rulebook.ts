import { compileDictionary } from './dictionary.ts';
import type { GeneralLaw } from './general-law.schema.ts';
import type { GroundLaw } from './ground-law.ts';
import type { Instrument } from './instrument.ts';
import type { Page } from './page.schema.ts';
import { readyPages } from './ready-page.ts';
import { roleMatcher } from './role-matcher.ts';
import type { Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';
import type { Rulebook } from './rulebook.ts';

/** Law whose shape has been checked. */
export type CheckedLaw = { version: string; general: GeneralLaw; pages: readonly Page[] };

/** Puts checked law together so that it can be decided with. */
export function assembleRulebook({ version, general, pages }: CheckedLaw): Rulebook {
  const ground: GroundLaw = {
    dictionary: compileDictionary(general['data-dictionary']),
    clocks: general.clocks.clocks,
    principles: general.principles,
    rolesAmong: roleMatcher(general.roles.roles),
  };
  const instruments: Record<string, Instrument> = {};
  for (const page of pages) instruments[page.id] = { ...page, all: rulesOf(page, general) };
  return {
    ...ground,
    version,
    instruments,
    ready: readyPages(instruments, ground),
    bands: general.bands.bands,
    general,
  };
}

/** General rules first and last, the page's own between them; a page's rule takes the place of its namesake. */
function rulesOf(page: Page, { principles, overlays }: GeneralLaw): Rule[] {
  const own = new Set([...page.rules.map(ruleId), ...(page.without ?? []).map(({ rule }) => rule)]);
  const general = (rules: readonly Rule[]) => rules.filter((rule) => !own.has(ruleId(rule)));
  const laid = overlays.overlays.filter(({ instruments }) => instruments.includes(page.id));
  return [
    ...general(principles.rules.first),
    ...page.rules,
    ...general(principles.rules.last),
    ...laid.map(({ rule }) => rule),
  ];
}
