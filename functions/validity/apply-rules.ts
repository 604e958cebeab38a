import type { Finding, Reason } from '../shared/determination.schema.ts';
import { isAfter, utcDay } from './calendar.ts';
import type { Case } from './case.ts';
import { FAILED, type Remaining } from './checks/verdict.ts';
import { type Answer, consequenceOf, type ReadyRule } from './ready-rule.ts';
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
  const everything: Remaining = {
    items: given.asked,
    targets: given.demand.targets.map((_, index) => index),
  };
  const rules = rulesInForce(given);
  const asked: Asked = { given, remaining: everything, secrecyBinds };
  const dropping = rules.map((rule) => (rule.drops ? answer(rule, asked) : undefined));
  asked.remaining = without(everything, consequencesOf(dropping));
  const consequences: Consequence[] = [];
  const findings = rules.map((rule, index) => {
    const { finding, consequence } = dropping[index] ?? answer(rule, asked);
    if (consequence) consequences.push(consequence);
    if (!rule.drops && consequence?.outcome === 'drop')
      asked.remaining = without(asked.remaining, [consequence]);
    return finding;
  });
  return { findings, consequences, remaining: asked.remaining };
}

function rulesInForce(given: Case): readonly ReadyRule[] {
  const { rules, isTimeless } = given.ready;
  return isTimeless ? rules : rules.filter(({ rule }) => !rule.effective || isLaw(rule.effective, given));
}

type Asked = { given: Case; remaining: Remaining; secrecyBinds: boolean };

function answer(ready: ReadyRule, asked: Asked): Answer {
  const { rule, answers, guards } = ready;
  if (!applies(ready, asked)) return answers.notAsked;
  const verdict = ready.question(asked.given, asked.remaining);
  if (verdict.is === 'met') return answers.met;
  if (verdict.is === 'unknown') return answers.unknown;
  if (verdict === FAILED) return answers.failed;
  const { targets, until } = verdict;
  const items = verdict.items ?? (targets === undefined ? (guards ?? NOTHING) : undefined);
  const consequence = consequenceOf(rule, { items, targets, until });
  const isPartial = rule.otherwise.outcome === 'redirect' && consequence.outcome === 'drop';
  return { finding: isPartial ? answers.leftOut : answers.failed.finding, consequence };
}

const NOTHING: readonly string[] = [];

/** A rule that guards items asks only where one of them is in question. */
function applies(ready: ReadyRule, { given, remaining, secrecyBinds }: Asked): boolean {
  const { when, unless, guards, guarded } = ready;
  if (ready.isNeverAsked || (when && !when(given, secrecyBinds))) return false;
  if (unless?.(given, secrecyBinds)) return false;
  if (guards === undefined) return true;
  return remaining.items.some((item) => guarded.has(item));
}

function consequencesOf(answers: readonly (Answer | undefined)[]): Consequence[] {
  const consequences: Consequence[] = [];
  for (const one of answers) if (one?.consequence) consequences.push(one.consequence);
  return consequences;
}

function without(remaining: Remaining, consequences: readonly Consequence[]): Remaining {
  let { items, targets } = remaining;
  for (const drop of consequences) {
    if (drop.outcome !== 'drop') continue;
    if (drop.items?.length) items = items.filter((item) => !drop.items?.includes(item));
    if (drop.targets?.length) targets = targets.filter((target) => !drop.targets?.includes(target));
  }
  return { items, targets };
}

/** Whether a rule is law on the day of service. */
export function isLaw({ from, to }: Effective, { service }: Pick<Case, 'service'>): boolean {
  const day = utcDay(service);
  return !isAfter(from, day) && (to === undefined || !isAfter(day, to));
}
