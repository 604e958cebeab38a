import type { Finding, Reason } from '../shared/determination.schema.ts';
import { isAfter, utcDay } from './calendar.ts';
import type { Case } from './case.ts';
import { runCheck } from './checks/run-check.ts';
import type { Remaining, Verdict } from './checks/verdict.ts';
import { holdsCondition } from './holds-condition.ts';
import { outcomeOf, type ReadyRule, UNSTATED } from './ready-rule.ts';
import type { Effect, Effective } from './rule.schema.ts';

/** What a rule that was not met does: its effect, on which items and targets, and until when. */
export type Consequence = Pick<Effect, 'outcome' | 'preserve' | 'nothingLeft'> & {
  reason?: Reason | undefined;
  items?: readonly string[] | undefined;
  targets?: readonly number[] | undefined;
  until?: string | undefined;
};

export type Applied = { findings: Finding[]; consequences: Consequence[]; remaining: Remaining };

/**
 * Applies the rules in two passes: first those that drop items or targets, all on what was asked, so that every
 * reason is given; then the others, each on what is left when its turn comes. Findings keep the order of the rules.
 */
export function applyRules(given: Case, secrecyBinds: boolean): Applied {
  const everything: Remaining = { items: given.asked, targets: [...given.demand.targets.keys()] };
  const rules = given.ready.rules.filter(({ rule }) => !rule.effective || isLaw(rule.effective, given));
  const answers: (Answer | undefined)[] = rules.map((rule) =>
    rule.drops ? answer(rule, { given, remaining: everything, secrecyBinds }) : undefined,
  );
  const asked = { given, remaining: without(everything, consequencesOf(answers)), secrecyBinds };
  const findings = rules.map((rule, index) => {
    const found = answers[index] ?? answer(rule, asked);
    answers[index] = found;
    if (!rule.drops && found.consequence?.outcome === 'drop')
      asked.remaining = without(asked.remaining, [found.consequence]);
    return found.finding;
  });
  return { findings, consequences: consequencesOf(answers), remaining: asked.remaining };
}

type Answer = { readonly finding: Finding; readonly consequence?: Consequence };
type Asked = { given: Case; remaining: Remaining; secrecyBinds: boolean };

function answer(ready: ReadyRule, asked: Asked): Answer {
  const { rule, finds } = ready;
  if (!applies(ready, asked)) return finds.notAsked;
  const verdict = settle(ready, runCheck(ready, asked.given, asked.remaining));
  if (verdict.is === 'met') return finds.met;
  if (verdict.is === 'unknown')
    return { finding: finds.unstated, consequence: { outcome: 'refer', reason: UNSTATED } };
  const outcome = outcomeOf(rule);
  const { reason, preserve, nothingLeft } = rule.otherwise;
  if (outcome !== rule.otherwise.outcome) return { finding: finds.failed, consequence: { outcome, reason } };
  // Whom another must be asked about may be left out of a demand that goes on for the rest.
  const isPartial = outcome === 'redirect' && verdict.targets !== undefined;
  return {
    finding: isPartial ? finds.leftOut : finds.failed,
    consequence: {
      outcome: isPartial ? 'drop' : outcome,
      reason,
      ...(preserve === undefined ? {} : { preserve }),
      ...(nothingLeft === undefined ? {} : { nothingLeft }),
      items: verdict.items ?? (verdict.targets === undefined ? (ready.guards ?? []) : undefined),
      targets: verdict.targets,
      until: verdict.until,
    },
  };
}

/** A rule that guards items asks only where one of them is in question. */
function applies(ready: ReadyRule, { given, remaining, secrecyBinds }: Asked): boolean {
  const { rule, when, guards, drops } = ready;
  if (ready.isNeverAsked || (when && !holdsCondition(when, given, secrecyBinds))) return false;
  if (rule.unless && holdsCondition(rule.unless, given, secrecyBinds)) return false;
  if (guards === undefined) return true;
  if (!guards.some((item) => given.asksFor.has(item))) return false;
  return drops || guards.some((item) => remaining.items.includes(item));
}

function settle({ rule: { unstated = 'refer' } }: ReadyRule, verdict: Verdict): Verdict {
  if (verdict.is !== 'unknown' || unstated === 'refer') return verdict;
  return unstated === 'pass' ? { is: 'met' } : { is: 'failed' };
}

function consequencesOf(answers: readonly (Answer | undefined)[]): Consequence[] {
  const consequences: Consequence[] = [];
  for (const one of answers) if (one?.consequence) consequences.push(one.consequence);
  return consequences;
}

function without({ items, targets }: Remaining, consequences: readonly Consequence[]): Remaining {
  const drops = consequences.filter(({ outcome }) => outcome === 'drop');
  if (drops.length === 0) return { items, targets };
  const droppedTargets = new Set(drops.flatMap((drop) => drop.targets ?? []));
  const droppedItems = new Set(drops.flatMap((drop) => drop.items ?? []));
  return {
    items: items.filter((item) => !droppedItems.has(item)),
    targets: targets.filter((target) => !droppedTargets.has(target)),
  };
}

/** Whether a rule is law on the day of service. */
export function isLaw({ from, to }: Effective, { service }: Pick<Case, 'service'>): boolean {
  const day = utcDay(service);
  return !isAfter(from, day) && (to === undefined || !isAfter(day, to));
}
