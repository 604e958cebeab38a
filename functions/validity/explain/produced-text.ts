import type { Finding } from '../../shared/determination.schema.ts';
import { itemTitle } from '../words/item-title.ts';
import { counted, listed } from '../words/language.ts';
import { cited, type Explained, ruleOf, splitFinding } from './explained.ts';

const OPEN = ['refer', 'hold', 'suspend', 'redirect'];

/** What may be produced, item by item, and for how many of the targets. */
export function producedLines(given: Explained): string[] {
  const { demand, determination, rulebook } = given;
  const { authorised, targets } = determination;
  if (authorised.length === 0) return [];
  const whose =
    targets.length === demand.targets.length
      ? `For ${demand.targets.length === 1 ? 'the target' : `all ${demand.targets.length} targets`} named.`
      : `For ${counted(targets.length, 'target')} of the ${demand.targets.length} named: ${namesOf(targets)}.`;
  return [...authorised.map((item) => `${itemTitle(item, rulebook)} (${item}).`), whose];
}

export function producedTitle({ determination: { outcome }, page }: Explained): string {
  if (outcome === 'preserve' || page?.mode === 'preserve') return 'What is kept';
  return OPEN.includes(outcome) ? 'What may be produced once that is settled' : 'What may be produced';
}

/** What is left out, and the rule that leaves it out. */
export function leftOutLines(given: Explained): string[] {
  const { determination } = given;
  if (determination.outcome === 'reject') return [];
  return determination.findings
    .filter(({ outcome }) => outcome === 'drop')
    .map(
      (finding) => `${leftOutBy(finding, given)}: ${cited(splitFinding(finding, given).so, finding.cite)}`,
    );
}

/** The items that a rule left out, by their titles; empty where it left out targets. */
export function itemsLeftOut(finding: Finding, given: Explained): string {
  const { demand, determination, rulebook, page } = given;
  const { dictionary } = rulebook;
  const rule = ruleOf(finding, given);
  const always = page?.reaches.filter(({ when }) => when === undefined).flatMap(({ items }) => items) ?? [];
  const reached = rule?.check === 'items-authorised' ? dictionary.expand(always) : [];
  const kept = new Set([...dictionary.expand(determination.authorised), ...reached]);
  const guarded = new Set(dictionary.expand(rule?.items ?? []));
  const gone = dictionary.expand(demand.data).filter((item) => guarded.has(item) && !kept.has(item));
  return dictionary
    .smallest(gone)
    .map((item) => `${itemTitle(item, rulebook)} (${item})`)
    .join('; ');
}

function leftOutBy(finding: Finding, given: Explained): string {
  const { demand, determination, rulebook } = given;
  const items = itemsLeftOut(finding, given);
  if (items !== '') return items;
  const guarded = new Set(rulebook.dictionary.expand(ruleOf(finding, given)?.items ?? []));
  const out = demand.targets
    .map((_, index) => index)
    .filter((index) => !determination.targets.includes(index));
  return out.length > 0 && guarded.size === 0 ? capitalTargets(out) : 'Part of what is asked';
}

const namesOf = (targets: readonly number[]) =>
  listed(
    targets.map((target) => `number ${target + 1}`),
    'and',
  );
const capitalTargets = (targets: readonly number[]) =>
  `${targets.length === 1 ? 'Target' : 'Targets'} ${namesOf(targets)}`;
