import { compileDictionary, type Dictionary } from './dictionary.ts';
import type { GeneralLaw } from './general-law.schema.ts';
import type { Instrument } from './instrument.ts';
import type { Page } from './page.schema.ts';
import { readyPages } from './ready-page.ts';
import { type ReadyRule, readyRule } from './ready-rule.ts';
import { roleMatcher } from './role-matcher.ts';
import type { Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';
import type { Rulebook } from './rulebook.ts';

/** Law whose shape has been checked. */
export type CheckedLaw = { version: string; general: GeneralLaw; pages: readonly Page[] };

/** Puts checked law together so that it can be decided with. */
export function assembleRulebook({ version, general, pages }: CheckedLaw): Rulebook {
  const dictionary = compileDictionary(general['data-dictionary']);
  const instruments: Record<string, Instrument> = {};
  for (const page of pages) instruments[page.id] = { ...page, all: rulesOf(page, general) };
  return {
    version,
    instruments,
    ready: readyPages(instruments, {
      ready: readyOnce(dictionary),
      dictionary,
      principles: general.principles,
    }),
    dictionary,
    clocks: general.clocks.clocks,
    bands: general.bands.bands,
    principles: general.principles,
    general,
    holdsRole: roleMatcher(general.roles.roles),
  };
}

/** General rules stand on many pages and are made ready once. */
function readyOnce(dictionary: Dictionary): (rule: Rule) => ReadyRule {
  const made = new Map<Rule, ReadyRule>();
  return (rule) => {
    const ready = made.get(rule) ?? readyRule(rule, dictionary);
    made.set(rule, ready);
    return ready;
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
