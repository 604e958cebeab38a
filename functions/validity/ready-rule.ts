import type { Finding, Reason } from '../shared/determination.schema.ts';
import type { Case } from './case.ts';
import { type Asks, questionOf } from './checks/run-check.ts';
import { FAILED, type Remaining, type Verdict } from './checks/verdict.ts';
import { type Consequence, consequenceOf, outcomeOf } from './consequence.ts';
import type { GroundLaw } from './ground-law.ts';
import { compileCondition, type Holds, holdsFor } from './holds-condition.ts';
import type { Page } from './page.schema.ts';
import type { Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';

/** A rule of a page with all that no demand changes, worked out once. */
export type ReadyRule = {
  rule: Rule;
  /** Whether it drops items or targets, and so looks at all that was asked. */
  drops: boolean;
  /** Single items that it guards; undefined where it applies whatever is asked. */
  guards: readonly string[] | undefined;
  guarded: ReadonlySet<string>;
  /** When it is asked: always, never, or as a demand has it. */
  when: Holds | boolean;
  unless: Holds | boolean;
  asks: Asks;
  /** What it answers where that depends on nothing but the verdict. */
  answers: {
    met: Answer;
    notAsked: Answer;
    unknown: Answer;
    /** Fails as a whole, until no particular day. */
    failed: Answer;
    /** Fails for some targets only, where somebody else must be asked about them. */
    leftOut: Readonly<Finding>;
  };
};

/** What a rule finds, and what follows. */
export type Answer = { readonly finding: Readonly<Finding>; readonly consequence?: Readonly<Consequence> };

/** The reason given where a paper does not state what a rule must know. */
export const UNSTATED: Reason = 'incomplete';

export type RuleOfPage = { page: Pick<Page, 'mode' | 'warrant'>; ground: GroundLaw };

export function readyRule(rule: Rule, { page, ground }: RuleOfPage): ReadyRule {
  const guards = rule.items && ground.dictionary.expand(rule.items);
  return {
    rule,
    drops: rule.otherwise.outcome === 'drop',
    guards,
    guarded: new Set(guards),
    when: compileCondition(rule.when, { page, ground }),
    unless: rule.unless !== undefined && compileCondition(rule.unless, { page, ground }),
    asks: questionOf(rule, { ...ground, guards: guards ?? [] }),
    answers: answersOf(rule, guards),
  };
}

function answersOf(rule: Rule, guards: readonly string[] | undefined): ReadyRule['answers'] {
  const { cite, says, otherwise, unstated = 'refer' } = rule;
  const check = ruleId(rule);
  const finding = (outcome: Finding['outcome'], explanation: string, reason?: Reason) =>
    Object.freeze({ check, outcome, ...(reason === undefined ? {} : { reason }), cite, explanation });
  const failing = (outcome: typeof otherwise.outcome) =>
    finding(outcome === 'reject' ? 'fail' : outcome, `${says} ${otherwise.do}`, otherwise.reason);
  const met = { finding: finding('pass', `Met: ${says}`) };
  const failed = {
    finding: failing(outcomeOf(rule)),
    consequence: consequenceOf(rule, { items: guards ?? [] }),
  };
  const asksPerson = {
    finding: finding('refer', `${says} The papers do not say; state it, or a person here decides.`, UNSTATED),
    consequence: Object.freeze({ outcome: 'refer' as const, reason: UNSTATED }),
  };
  return {
    met,
    notAsked: { finding: finding('not-applicable', `Not asked here: ${says}`) },
    unknown: { refer: asksPerson, pass: met, fail: failed }[unstated],
    failed,
    leftOut: failing('drop'),
  };
}

/** Whether a rule's conditions hold, and one of the items that it guards is still in question. */
export function isAsked({ when, unless, guards, guarded }: ReadyRule, given: Case, left: Remaining): boolean {
  if (!holdsFor(when, given) || holdsFor(unless, given)) return false;
  return guards === undefined || left.items.some((item) => guarded.has(item));
}

/** What a rule that was asked answers. */
export function answerTo({ rule, answers, guards }: ReadyRule, verdict: Verdict): Answer {
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
