import { momentText } from '../words/moment-text.ts';
import { type Explained, ruleOf } from './explained.ts';

/** When the answer is due, what ends when, and who must release. */
export function dateLines(given: Explained): string[] {
  const { determination } = given;
  const { outcome, due, until, preserve, approvals } = determination;
  const isNothing = outcome === 'reject' || outcome === 'redirect' || outcome === 'preserve';
  const day = until === undefined ? undefined : momentText(until);
  const isKept = preserve || outcome === 'preserve';
  return [
    ...(due === undefined ? [] : [`The answer is due on ${momentText(due)}.`]),
    ...(outcome === 'suspend' && day !== undefined ? [`Another authority may object until ${day}.`] : []),
    ...(isKept
      ? [
          outcome === 'suspend' || day === undefined
            ? 'The data is kept meanwhile.'
            : `The data is kept until ${day}.`,
        ]
      : []),
    ...(!isKept && isCurable(given)
      ? ['The data is not kept, since the defects that can be cured are not the only ones.']
      : []),
    ...(!isKept && outcome !== 'suspend' && day !== undefined ? [`The order runs until ${day}.`] : []),
    ...(isNothing
      ? []
      : [
          `Before anything leaves, ${approvals === 1 ? 'one person' : `${approvals} people`} other than the reviewer must release it.`,
        ]),
  ];
}

const isCurable = (given: Explained) =>
  given.determination.findings.some(
    (finding) =>
      !['pass', 'not-applicable'].includes(finding.outcome) &&
      ruleOf(finding, given)?.otherwise.preserve === true,
  );
