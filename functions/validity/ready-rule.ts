import type { Finding, Reason } from '../shared/determination.schema.ts';
import type { Dictionary } from './dictionary.ts';
import type { Condition, Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';

/** A rule with all that no demand changes, worked out once. */
export type ReadyRule = {
  rule: Rule;
  id: string;
  /** Whether it drops items or targets, and so looks at all that was asked. */
  drops: boolean;
  /** Single items that it guards; undefined where it applies whatever is asked. */
  guards: readonly string[] | undefined;
  /** What is left of its conditions once the page is known. */
  when: Condition | undefined;
  isNeverAsked: boolean;
  /** What it can find. */
  finds: {
    met: { finding: Readonly<Finding> };
    notAsked: { finding: Readonly<Finding> };
    unstated: Readonly<Finding>;
    failed: Readonly<Finding>;
    /** Fails for some targets only, where somebody else must be asked about them. */
    leftOut: Readonly<Finding>;
  };
};

/** The reason given where a paper does not state what a rule must know. */
export const UNSTATED: Reason = 'incomplete';

export function readyRule(rule: Rule, dictionary: Dictionary): ReadyRule {
  const { cite, says, items, otherwise } = rule;
  const id = ruleId(rule);
  const finding = (outcome: Finding['outcome'], explanation: string, reason?: Reason) =>
    Object.freeze({ check: id, outcome, ...(reason === undefined ? {} : { reason }), cite, explanation });
  const failed = (outcome: typeof otherwise.outcome) =>
    finding(outcome === 'reject' ? 'fail' : outcome, `${says} ${otherwise.do}`, otherwise.reason);
  return {
    rule,
    id,
    drops: otherwise.outcome === 'drop',
    when: rule.when,
    isNeverAsked: false,
    guards: items && dictionary.expand(items),
    finds: {
      met: { finding: finding('pass', `Met: ${says}`) },
      notAsked: { finding: finding('not-applicable', `Not asked here: ${says}`) },
      unstated: finding(
        'refer',
        `${says} The papers do not say; state it, or a person here decides.`,
        UNSTATED,
      ),
      failed: failed(outcomeOf(rule)),
      leftOut: failed('drop'),
    },
  };
}

/** Law that could not be confirmed refuses nobody: it asks a person. */
export function outcomeOf({ confirmed, otherwise: { outcome } }: Rule): typeof outcome {
  return confirmed === false && outcome !== 'note' ? 'refer' : outcome;
}
