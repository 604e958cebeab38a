import { momentText } from '../words/moment-text.ts';
import { type Explained, ruleOf } from './explained.ts';

/** When the answer is due, what ends when, and who must release. */
export function dateLines(given: Explained): string[] {
  const { determination } = given;
  const { outcome, due, until, preserve, approvals } = determination;
  const isNothing = outcome === 'reject' || outcome === 'redirect' || outcome === 'preserve';
  const day = until === undefined ? undefined : momentText(until);
  // Where the law names no end, the day is our own reminder, and the page says so.
  const keptUntil = given.page?.keeping?.says ?? 'The data is kept until';
  const isKept = preserve || outcome === 'preserve';
  return [
    ...(outcome === 'suspend' && day !== undefined
      ? [
          `Another authority may object until the end of ${day}; the answer is due as soon as that time is over.`,
        ]
      : due === undefined || outcome === 'redirect'
        ? []
        : [`The answer is due on ${momentText(due)}.`]),
    ...deadlineLines(given),
    ...(isKept
      ? [outcome === 'suspend' || day === undefined ? 'The data is kept meanwhile.' : `${keptUntil} ${day}.`]
      : []),
    ...(outcome === 'reject' && !isKept && isCurable(given)
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

/** Other days that matter, with what happens on them. */
function deadlineLines({ determination: { deadlines = [] }, page, underlying }: Explained): string[] {
  const rules = [...(page?.deadlines ?? []), ...(underlying?.deadlines ?? [])];
  return deadlines.map(({ clock, until }) => {
    const rule = rules.find((one) => one.clock === clock);
    const says = rule ? rule.says.replace(/\.$/, '') : clock;
    return `${says} ${momentText(until)}${rule ? ` (${rule.cite})` : ''}.`;
  });
}

const isCurable = (given: Explained) =>
  given.determination.findings.some(
    (finding) =>
      !['pass', 'not-applicable'].includes(finding.outcome) &&
      ruleOf(finding, given)?.otherwise.preserve === true,
  );
