import type { Reason } from '../../shared/determination.schema.ts';
import type { Rule } from '../checks/rule.schema.ts';
import type { Effect } from '../law/effect.schema.ts';

/** What a rule that was not met does: its effect, on which items and targets, and until when. */
export type Consequence = {
  outcome: Effect['outcome'];
  reason: Reason | undefined;
  preserve?: boolean | undefined;
  keeping?: Effect['keeping'];
  afterRefusals?: Effect['afterRefusals'];
  nothingLeft?: Effect['nothingLeft'];
  items?: readonly string[] | undefined;
  targets?: readonly number[] | undefined;
  until?: string | undefined;
  /** When the keeping that it asks for ends, where the rule says how long. */
  keptUntil?: string | undefined;
};

type Extent = Pick<Consequence, 'items' | 'targets' | 'until'>;

/** What follows where a rule is not met. */
export function consequenceOf(rule: Rule, { items, targets, until }: Extent): Readonly<Consequence> {
  const outcome = outcomeOf(rule);
  const { reason, preserve, keeping, nothingLeft, afterRefusals } = rule.otherwise;
  if (outcome !== rule.otherwise.outcome) return { outcome, reason };
  // Whom another must be asked about may be left out of a demand that goes on for the rest.
  const isPartial = outcome === 'redirect' && targets !== undefined;
  return {
    outcome: isPartial ? 'drop' : outcome,
    reason,
    preserve,
    keeping,
    nothingLeft,
    afterRefusals,
    items,
    targets,
    until,
  };
}

/** Law that could not be confirmed refuses nobody: it asks a person. */
export function outcomeOf({ confirmed, otherwise: { outcome } }: Rule): typeof outcome {
  return confirmed === false && outcome !== 'note' ? 'refer' : outcome;
}
