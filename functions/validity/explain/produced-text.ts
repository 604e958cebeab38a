import type { Finding } from '../../shared/determination.schema.ts';
import { unspecificTargets } from '../checks/target-specificity.check.ts';
import { itemTitle } from '../words/item-title.ts';
import { counted, listed } from '../words/language.ts';
import {
  cited,
  type Explained,
  isBarred,
  isKeeping,
  isKept,
  isKeptOver,
  isOpen,
  isOver,
  ruleOf,
  splitFinding,
} from './explained.ts';

/** What may be produced, item by item, and for how many of the targets. */
export function producedLines(given: Explained): string[] {
  const { demand, determination, rulebook } = given;
  const { authorised, targets } = determination;
  if (authorised.length === 0 || isOver(given) || isBarred(given)) return [];
  const whose =
    targets.length === demand.targets.length
      ? `For ${demand.targets.length === 1 ? 'the target' : `all ${demand.targets.length} targets`} named.`
      : `For ${counted(targets.length, 'target')} of the ${demand.targets.length} named: ${namesOf(targets)}.`;
  return [...authorised.map((item) => `${itemTitle(item, rulebook)} (${item}).`), whose];
}

export function producedTitle(given: Explained): string {
  if (isKeptOver(given) && isKeeping(given)) return 'What was to be kept';
  if (isKeeping(given)) return isKept(given) ? 'What is kept' : 'What could be kept, depending on that';
  return isOpen(given) ? 'What could be produced, depending on that' : 'What may be produced';
}

export const leftOutTitle = (given: Explained) =>
  isKeeping(given) ? 'What is not kept' : 'What may not be produced';

/** What these findings leave out, and why. */
export const leftOutLines = (findings: readonly Finding[], given: Explained): string[] =>
  findings.map(
    (finding) => `${leftOutBy(finding, given)}: ${cited(splitFinding(finding, given).so, finding.cite)}`,
  );

/** Whether a finding leaves out some items, and others all of them. */
export function leaveOutAll(others: readonly Finding[], finding: Finding, given: Explained): boolean {
  const items = singleItemsLeftOut(finding, given);
  const gone = new Set(others.flatMap((other) => singleItemsLeftOut(other, given)));
  return items.length > 0 && items.every((item) => gone.has(item));
}

/** The items that a rule left out, by their titles; empty where it left out targets. */
export function itemsLeftOut(finding: Finding, given: Explained): string {
  return given.rulebook.dictionary
    .smallest(singleItemsLeftOut(finding, given))
    .map((item) => `${itemTitle(item, given.rulebook)} (${item})`)
    .join('; ');
}

function singleItemsLeftOut(finding: Finding, given: Explained): string[] {
  const { demand, determination, rulebook, page } = given;
  const { dictionary } = rulebook;
  const rule = ruleOf(finding, given);
  // Which part another authority lets pass is no longer known of a demand that is refused.
  if (rule?.check === 'enforcing-authority' && determination.outcome === 'reject') return [];
  const always = page?.reaches.filter(({ when }) => when === undefined).flatMap(({ items }) => items) ?? [];
  const reached = rule?.check === 'items-authorised' ? dictionary.expand(always) : [];
  const kept = new Set([...dictionary.expand(determination.authorised), ...reached]);
  const guarded = new Set(dictionary.expand(rule?.items ?? []));
  return dictionary.expand(demand.data).filter((item) => guarded.has(item) && !kept.has(item));
}

function leftOutBy(finding: Finding, given: Explained): string {
  const { rulebook } = given;
  const items = itemsLeftOut(finding, given);
  if (items !== '') return items;
  const rule = ruleOf(finding, given);
  const guarded = new Set(rulebook.dictionary.expand(rule?.items ?? []));
  const out = guarded.size > 0 ? [] : targetsLeftOut(finding, given);
  return out.length > 0 ? capitalTargets(out) : 'Part of what is asked';
}

/** The targets that a rule left out: those of its types, or those that no such rule left out. */
function targetsLeftOut(finding: Finding, given: Explained): number[] {
  const { demand, determination } = given;
  const out = demand.targets
    .map((_, index) => index)
    .filter((index) => !determination.targets.includes(index));
  const unspecific = (one: Finding) => {
    const rule = ruleOf(one, given);
    return rule?.check === 'target-specificity' ? unspecificTargets(rule, given) : [];
  };
  const own = unspecific(finding);
  if (own.length > 0) return own;
  const explained = new Set(
    determination.findings.filter(({ outcome }) => outcome === 'drop').flatMap(unspecific),
  );
  const others = out.filter((index) => !explained.has(index));
  return others.length > 0 ? others : out;
}

const namesOf = (targets: readonly number[]) =>
  listed(
    targets.map((target) => `number ${target + 1}`),
    'and',
  );
const capitalTargets = (targets: readonly number[]) =>
  `${targets.length === 1 ? 'Target' : 'Targets'} ${namesOf(targets)}`;
