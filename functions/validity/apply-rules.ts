import type { Finding } from '../shared/determination.schema.ts';
import type { Case } from './case.ts';
import { MET, type Remaining } from './checks/verdict.ts';
import type { Consequence } from './consequence.ts';
import type { OpenRule, Plan } from './plan.ts';
import { answerTo, isAsked } from './ready-rule.ts';

export type Applied = { findings: Finding[]; consequences: Consequence[]; remaining: Remaining };

/**
 * Applies the rules in two passes: first those that drop items or targets, all on what was asked, so that every
 * reason is given; then the others, each on what is left when its turn comes. Findings keep the order of the rules.
 */
export function applyRules(given: Case, plan: Plan): Applied {
  const applied: Applied = {
    findings: plan.findings.slice(),
    consequences: plan.consequences.slice(),
    remaining: { items: plan.left, targets: indexes(given.demand.targets.length) },
  };
  const everything: Remaining = { items: given.asked.items, targets: applied.remaining.targets };
  for (const open of plan.dropping) apply(open, given, everything, applied);
  for (const open of plan.others) apply(open, given, applied.remaining, applied);
  return applied;
}

function apply(open: OpenRule, given: Case, left: Remaining, applied: Applied): void {
  const { place, rule, question, isConditional } = open;
  if (isConditional && !isAsked(rule, given, left)) return;
  const verdict = question(given, left);
  if (verdict === MET && !isConditional) return;
  const { finding, consequence } = answerTo(rule, verdict);
  applied.findings[place] = finding;
  if (consequence === undefined) return;
  applied.consequences.push(consequence);
  applied.remaining = without(applied.remaining, consequence);
}

function without(remaining: Remaining, { outcome, items: fallen, targets: lost }: Consequence): Remaining {
  if (outcome !== 'drop') return remaining;
  const { items, targets } = remaining;
  return {
    items: fallen?.length ? items.filter((item) => !fallen.includes(item)) : items,
    targets: lost?.length ? targets.filter((target) => !lost.includes(target)) : targets,
  };
}

function indexes(length: number): number[] {
  const all: number[] = [];
  for (let index = 0; index < length; index++) all.push(index);
  return all;
}
