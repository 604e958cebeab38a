import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { specialisedPages } from '../decide/specialise-page.ts';
import { clocksWith } from '../law/clock.schema.ts';
import { compileDictionary } from '../law/dictionary.ts';
import { roleMatcher } from '../law/role-matcher.ts';
import type { GeneralLaw } from '../pages/general-law.schema.ts';
import type { Instrument } from '../pages/instrument.ts';
import type { Page } from '../pages/page.schema.ts';

/** Law whose shape has been checked. */
export type CheckedLaw = { version: string; general: GeneralLaw; pages: readonly Page[] };

/** Puts checked law together so that it can be decided with. */
export function assembleRulebook({ version, general, pages }: CheckedLaw): Rulebook {
  const ground = {
    dictionary: compileDictionary(general['data-dictionary']),
    clocks: clocksWith(general.clocks, general.calendars),
    principles: general.principles,
    rolesAmong: roleMatcher(general.roles),
    marks: general['fraud-signals'],
  };
  const instruments: Record<string, Instrument> = {};
  for (const page of pages) instruments[page.id] = { ...page, all: rulesOf(page, general) };
  return {
    ...ground,
    version,
    instruments,
    specialised: specialisedPages(instruments, ground),
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
