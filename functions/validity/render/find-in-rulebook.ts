import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Instrument } from '../pages/instrument.ts';
import { jurisdictionName, jurisdictionOf } from '../words/places.ts';
import { ruleAnchors } from './rule-list.ts';

/** What somebody looks for: words, of which each must be there, within a jurisdiction and a series. Empty: all. */
export type Wanted = { words: string; jurisdiction: string; series: string };

export type FoundRule = { anchor: string; id: string; says: string; cite: string };
export type FoundPage = { page: Instrument; rules: readonly FoundRule[] };

/**
 * Pages that have the words, those with all of them in their title first, each with its own rules that have one of them where
 * rule and page have all. A rule of every instrument is found on the page of principles.
 */
export function findInRulebook(rulebook: Rulebook, { words, jurisdiction, series }: Wanted): FoundPage[] {
  const wanted = wordsOf(words);
  return Object.values(rulebook.instruments)
    .filter((page) => jurisdiction === '' || jurisdictionOf(page.id) === jurisdiction)
    .filter((page) => series === '' || page.series === series)
    .flatMap((page) => {
      const own = plain(`${titleOf(page)} ${page.summary}`);
      const rules = wanted.length === 0 ? [] : rulesWith(wanted, { page, own });
      const isFound = wanted.every((word) => own.includes(word)) || rules.length > 0;
      return isFound ? [{ page, rules }] : [];
    })
    .sort((one, other) => rank(other, wanted) - rank(one, wanted));
}

const titleOf = ({ id, title, citation }: Instrument) =>
  `${title} ${id} ${citation} ${jurisdictionName(jurisdictionOf(id))}`;

const rank = ({ page }: FoundPage, wanted: readonly string[]): number => {
  const title = plain(titleOf(page));
  return wanted.filter((word) => title.includes(word)).length;
};

function rulesWith(wanted: readonly string[], { page, own }: { page: Instrument; own: string }): FoundRule[] {
  const anchor = ruleAnchors(page.all);
  return page.rules.flatMap((rule) => {
    const text = plain(textOf(rule));
    const has = wanted.filter((word) => text.includes(word));
    if (has.length === 0 || wanted.some((word) => !text.includes(word) && !own.includes(word))) return [];
    return [{ anchor: anchor(rule), id: ruleId(rule), says: rule.says, cite: rule.cite }];
  });
}

const textOf = (rule: Rule) => `${rule.says} ${ruleId(rule)} ${rule.cite} ${rule.otherwise.reason ?? ''}`;

/** Without case and accents: who types on a telephone has neither. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (text: string): string[] =>
  [...new Set(plain(text).split(/\s+/))].filter((word) => word !== '');
