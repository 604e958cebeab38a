import type { Finding, Reason } from '../shared/determination.schema.ts';
import type { Consequence } from './apply-rules.ts';
import { checkNamed } from './checks/run-check.ts';
import type { Question } from './checks/verdict.ts';
import type { Dictionary } from './dictionary.ts';
import { compileCondition, type Holds } from './holds-condition.ts';
import type { Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';

/** A rule with all that no demand changes, worked out once. */
export type ReadyRule = {
  rule: Rule;
  id: string;
  /** Whether it drops items or targets, and so looks at all that was asked. */
  drops: boolean;
  /** Single items that it guards; undefined where it applies whatever is asked. */
  guards: readonly string[] | undefined;
  guarded: ReadonlySet<string>;
  question: Question;
  /** What is left of its conditions once the page is known. */
  when: Holds | undefined;
  unless: Holds | undefined;
  isNeverAsked: boolean;
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

export function readyRule(rule: Rule, dictionary: Dictionary): ReadyRule {
  const { cite, says, otherwise, unstated = 'refer' } = rule;
  const id = ruleId(rule);
  const guards = rule.items && dictionary.expand(rule.items);
  const finding = (outcome: Finding['outcome'], explanation: string, reason?: Reason) =>
    Object.freeze({ check: id, outcome, ...(reason === undefined ? {} : { reason }), cite, explanation });
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
    rule,
    id,
    drops: otherwise.outcome === 'drop',
    when: rule.when && compileCondition(rule.when),
    unless: rule.unless && compileCondition(rule.unless),
    isNeverAsked: false,
    guards,
    guarded: new Set(guards),
    question: checkNamed(rule.check)(rule, guards ?? []),
    answers: {
      met,
      notAsked: { finding: finding('not-applicable', `Not asked here: ${says}`) },
      unknown: { refer: asksPerson, pass: met, fail: failed }[unstated],
      failed,
      leftOut: failing('drop'),
    },
  };
}

type Extent = Pick<Consequence, 'items' | 'targets' | 'until'>;

/** What follows where a rule is not met. */
export function consequenceOf(rule: Rule, { items, targets, until }: Extent): Readonly<Consequence> {
  const outcome = outcomeOf(rule);
  const { reason, preserve, nothingLeft } = rule.otherwise;
  if (outcome !== rule.otherwise.outcome) return { outcome, reason };
  // Whom another must be asked about may be left out of a demand that goes on for the rest.
  const isPartial = outcome === 'redirect' && targets !== undefined;
  return {
    outcome: isPartial ? 'drop' : outcome,
    reason,
    ...(preserve === undefined ? {} : { preserve }),
    ...(nothingLeft === undefined ? {} : { nothingLeft }),
    items,
    targets,
    until,
  };
}

/** Law that could not be confirmed refuses nobody: it asks a person. */
export function outcomeOf({ confirmed, otherwise: { outcome } }: Rule): typeof outcome {
  return confirmed === false && outcome !== 'note' ? 'refer' : outcome;
}
