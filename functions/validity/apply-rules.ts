import type { Finding, Reason } from '../shared/determination.schema.ts';
import { isAfter, utcDay } from './calendar.ts';
import type { Case } from './case.ts';
import { runCheck } from './checks/run-check.ts';
import type { Remaining, Verdict } from './checks/verdict.ts';
import { holdsCondition } from './holds-condition.ts';
import type { Effect, Effective, Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';

/** What a rule that was not met does: its effect, on which items and targets, and until when. */
export type Consequence = Pick<Effect, 'outcome' | 'preserve' | 'nothingLeft'> & {
  reason?: Reason | undefined;
  items?: readonly string[] | undefined;
  targets?: readonly number[] | undefined;
  until?: string | undefined;
};

export type Applied = { findings: Finding[]; consequences: Consequence[]; remaining: Remaining };

/** The reason given where a paper does not state what a rule must know. */
const UNSTATED: Reason = 'incomplete';

/**
 * Applies the rules in two passes: first those that drop items or targets, all on what was asked, so that every
 * reason is given; then the others, each on what is left when its turn comes. Findings keep the order of the rules.
 */
export function applyRules(given: Case, secrecyBinds: boolean): Applied {
  const everything: Remaining = {
    items: given.asked,
    targets: given.demand.targets.map((_, index) => index),
  };
  const rules = given.page.all.filter(({ effective }) => effective === undefined || isLaw(effective, given));
  const answers = new Map<Rule, Answer>();
  const run = (rule: Rule, remaining: Remaining) => {
    const found = answer(rule, { given, remaining, secrecyBinds });
    answers.set(rule, found);
    return found.consequence?.outcome === 'drop' ? without(remaining, [found.consequence]) : remaining;
  };
  const drops = rules.filter(({ otherwise }) => otherwise.outcome === 'drop');
  for (const rule of drops) run(rule, everything);
  let remaining = without(everything, consequencesOf(answers.values()));
  for (const rule of rules) if (!answers.has(rule)) remaining = run(rule, remaining);
  const all = rules.flatMap((rule) => answers.get(rule) ?? []);
  return {
    findings: all.map(({ finding }) => finding),
    consequences: consequencesOf(all),
    remaining,
  };
}

type Answer = { finding: Finding; consequence?: Consequence };
type Asked = { given: Case; remaining: Remaining; secrecyBinds: boolean };

function answer(rule: Rule, { given, remaining, secrecyBinds }: Asked): Answer {
  const about = { check: ruleId(rule), cite: rule.cite };
  if (!applies(rule, { given, remaining, secrecyBinds }))
    return { finding: { ...about, outcome: 'not-applicable', explanation: `Not asked here: ${rule.says}` } };
  const verdict = settle(rule, runCheck(rule, given, remaining));
  if (verdict.is === 'met')
    return { finding: { ...about, outcome: 'pass', explanation: `Met: ${rule.says}` } };
  const consequence = consequenceOf(rule, verdict, given);
  const { outcome, reason } = consequence;
  const todo =
    verdict.is === 'unknown'
      ? 'The papers do not say; state it, or a person here decides.'
      : rule.otherwise.do;
  return {
    finding: {
      ...about,
      outcome: outcome === 'reject' ? 'fail' : outcome,
      ...(reason === undefined ? {} : { reason }),
      explanation: `${rule.says} ${todo}`,
    },
    consequence,
  };
}

/** A rule that guards items asks only where one of them is in question. */
function applies(
  { when, unless, items, otherwise }: Rule,
  { given, remaining, secrecyBinds }: Asked,
): boolean {
  if (when && !holdsCondition(when, given, secrecyBinds)) return false;
  if (unless && holdsCondition(unless, given, secrecyBinds)) return false;
  if (items === undefined) return true;
  const inQuestion = otherwise.outcome === 'drop' ? given.asked : remaining.items;
  return guarded({ items }, given).some((item) => inQuestion.includes(item));
}

const guarded = ({ items = [] }: Pick<Rule, 'items'>, { rulebook }: Case) =>
  rulebook.dictionary.expand(items);

function settle({ unstated = 'refer' }: Rule, verdict: Verdict): Verdict {
  if (verdict.is !== 'unknown' || unstated === 'refer') return verdict;
  return unstated === 'pass' ? { is: 'met' } : { is: 'failed' };
}

/** Law that could not be confirmed refuses nobody: it asks a person. */
function consequenceOf({ otherwise, confirmed, ...rule }: Rule, verdict: Verdict, given: Case): Consequence {
  if (verdict.is !== 'failed') return { outcome: 'refer', reason: UNSTATED };
  const { outcome, reason, preserve, nothingLeft } = otherwise;
  if (confirmed === false && outcome !== 'note') return { outcome: 'refer', reason };
  // Whom another must be asked about may be left out of a demand that goes on for the rest.
  const isPartial = outcome === 'redirect' && verdict.targets !== undefined;
  return {
    outcome: isPartial ? 'drop' : outcome,
    reason,
    ...(preserve === undefined ? {} : { preserve }),
    ...(nothingLeft === undefined ? {} : { nothingLeft }),
    items: verdict.items ?? (verdict.targets === undefined ? guarded(rule, given) : undefined),
    targets: verdict.targets,
    until: verdict.until,
  };
}

function consequencesOf(answers: Iterable<Answer>): Consequence[] {
  return [...answers].flatMap(({ consequence }) => (consequence ? [consequence] : []));
}

function without({ items, targets }: Remaining, consequences: readonly Consequence[]): Remaining {
  const drops = consequences.filter(({ outcome }) => outcome === 'drop');
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
