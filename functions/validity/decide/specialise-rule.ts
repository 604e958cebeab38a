import type { Finding, Reason } from '../../shared/determination.schema.ts';
import type { Case } from '../checks/case.ts';
import { checkOf } from '../checks/check-of.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import { FAILED, type Question, type Remaining, type Verdict } from '../checks/verdict.ts';
import type { GroundLaw } from '../law/ground-law.ts';
import type { Page } from '../pages/page.schema.ts';
import { type Consequence, consequenceOf, outcomeOf } from './consequence.ts';
import { type Holds, holdsFor, specialiseCondition } from './specialise-condition.ts';

/** A rule with all that no demand changes, worked out once for the page that it stands on. */
export type SpecialisedRule = {
  rule: Rule;
  /** Whether it drops items or targets, and so looks at all that was asked. */
  drops: boolean;
  /** Single items that it guards; undefined where it applies whatever is asked. */
  guards: readonly string[] | undefined;
  guarded: ReadonlySet<string>;
  /** When it is asked: always, never, or as a demand has it. */
  when: Holds | boolean;
  unless: Holds | boolean;
  question: Question;
  answers: Answers;
};

/** What a rule finds, and what follows. */
export type Answer = { readonly finding: Readonly<Finding>; readonly consequence?: Readonly<Consequence> };

/** What a rule answers where that depends on nothing but the verdict. */
type Answers = {
  met: Answer;
  notAsked: Answer;
  unknown: Answer;
  /** Fails as a whole, until no particular day. */
  failed: Answer;
  /** Fails for some targets only, where somebody else must be asked about them. */
  leftOut: Readonly<Finding>;
};

/** The reason given where a paper does not state what a rule must know, and what can be done. */
const UNSTATED: Reason = 'incomplete';
export const UNSTATED_STEP = 'State it, or a person here decides without it.';

export type OnPage = { page: Pick<Page, 'mode' | 'warrant'>; ground: GroundLaw };

/** @throws TypeError for a check that does not exist */
export function specialiseRule(rule: Rule, { page, ground }: OnPage): SpecialisedRule {
  const check = checkOf(rule);
  if (check === undefined) throw new TypeError(`there is no check ${rule.check}`);
  const guards = rule.items && ground.dictionary.expand(rule.items);
  return {
    rule,
    drops: rule.otherwise.outcome === 'drop',
    guards,
    guarded: new Set(guards),
    when: specialiseCondition(rule.when, { page, ground }),
    unless: rule.unless !== undefined && specialiseCondition(rule.unless, { page, ground }),
    question: check.asks(rule, { ...ground, guards: guards ?? [] }),
    answers: answersOf(rule, guards),
  };
}

function answersOf(rule: Rule, guards: readonly string[] | undefined): Answers {
  const { cite, says, holds = says, fails, unknown = says, otherwise, unstated = 'refer' } = rule;
  const check = ruleId(rule);
  const finding = (outcome: Finding['outcome'], explanation: string, reason?: Reason) =>
    Object.freeze({ check, outcome, ...(reason === undefined ? {} : { reason }), cite, explanation });
  const failing = (outcome: typeof otherwise.outcome) =>
    finding(outcome === 'reject' ? 'fail' : outcome, `${fails} ${otherwise.do}`, otherwise.reason);
  const met = { finding: finding('pass', holds) };
  const failed = {
    finding: failing(outcomeOf(rule)),
    consequence: consequenceOf(rule, { items: guards ?? [] }),
  };
  const asksPerson = {
    finding: finding('refer', `${unknown} ${UNSTATED_STEP}`, UNSTATED),
    consequence: Object.freeze({ outcome: 'refer' as const, reason: UNSTATED }),
  };
  const taken = { finding: finding('pass', unknown) };
  return {
    met,
    notAsked: { finding: finding('not-applicable', `Not in question here: ${says}`) },
    unknown: { refer: asksPerson, pass: taken, fail: failed }[unstated],
    failed,
    leftOut: failing('drop'),
  };
}

/** What a rule answers of a case, of which some items and targets are left. */
export function answerOf(rule: SpecialisedRule, given: Case, left: Remaining): Answer {
  return isAsked(rule, given, left) ? answerTo(rule, rule.question(given, left)) : rule.answers.notAsked;
}

/** Whether a rule's conditions hold, and one of the items that it guards is still in question. */
function isAsked({ when, unless, guards, guarded }: SpecialisedRule, given: Case, left: Remaining): boolean {
  if (!holdsFor(when, given) || holdsFor(unless, given)) return false;
  return guards === undefined || left.items.some((item) => guarded.has(item));
}

function answerTo({ rule, answers, guards }: SpecialisedRule, verdict: Verdict): Answer {
  if (verdict.is === 'met') return answers.met;
  if (verdict.is === 'unknown') return answers.unknown;
  if (verdict === FAILED) return answers.failed;
  const { targets, until } = verdict;
  const items = verdict.items ?? (targets === undefined ? (guards ?? []) : undefined);
  const consequence = consequenceOf(rule, { items, targets, until });
  const isPartial = rule.otherwise.outcome === 'redirect' && consequence.outcome === 'drop';
  return { finding: isPartial ? answers.leftOut : answers.failed.finding, consequence };
}
