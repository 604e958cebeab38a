import type { Finding } from '../../shared/determination.schema.ts';
import type { Case } from '../checks/case.ts';
import type { Remaining } from '../checks/verdict.ts';
import type { Consequence } from './consequence.ts';
import { answerOf, type SpecialisedRule } from './specialise-rule.ts';

export type Applied = { findings: Finding[]; consequences: Consequence[]; remaining: Remaining };

/**
 * Applies the rules in two passes: first those that drop items or targets, all on what was asked, so that every
 * reason is given; then the others, each on what is left when its turn comes. Findings keep the order of the rules.
 */
export function applyRules(rules: readonly SpecialisedRule[], given: Case): Applied {
  const everything: Remaining = {
    items: given.asked.items,
    targets: given.demand.targets.map((_, index) => index),
  };
  const findings = rules.map(({ answers }) => answers.notAsked.finding);
  const consequences: Consequence[] = [];
  let remaining = everything;
  const apply = (rule: SpecialisedRule, place: number) => {
    const { finding, consequence } = answerOf(rule, given, rule.drops ? everything : remaining);
    findings[place] = finding;
    if (consequence === undefined) return;
    consequences.push(consequence);
    remaining = without(remaining, consequence);
  };
  rules.forEach((rule, place) => {
    if (rule.drops) apply(rule, place);
  });
  rules.forEach((rule, place) => {
    if (!rule.drops) apply(rule, place);
  });
  return { findings, consequences, remaining };
}

function without(remaining: Remaining, { outcome, items: fallen, targets: lost }: Consequence): Remaining {
  if (outcome !== 'drop') return remaining;
  const { items, targets } = remaining;
  return {
    items: fallen?.length ? items.filter((item) => !fallen.includes(item)) : items,
    targets: lost?.length ? targets.filter((target) => !lost.includes(target)) : targets,
  };
}
