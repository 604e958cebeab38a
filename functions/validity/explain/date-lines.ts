import { isBareDate } from '../../shared/calendar.ts';
import { momentText } from '../words/moment-text.ts';
import { type Explained, isBarred, isKeeping, isKept, isKeptOver, isOver, ruleOf } from './explained.ts';
import { isEmergencyTime } from './ground-lines.ts';

/** When the answer is due, what ends when, and who must release. */
export function dateLines(given: Explained): string[] {
  const { due, approvals, outcome } = given.determination;
  return [
    ...(due === undefined || outcome === 'suspend' || isOver(given)
      ? []
      : [`The answer is due on ${momentText(due)}.`]),
    ...objectionLines(given),
    ...deadlineLines(given),
    ...keepingLines(given),
    ...runningLines(given),
    ...(isOver(given) || isBarred(given) || isKeeping(given)
      ? []
      : [
          `Before anything leaves, ${approvals === 1 ? 'one person' : `${approvals} people`} other than the reviewer must release it.`,
        ]),
  ];
}

function objectionLines({ determination: { outcome, until } }: Explained): string[] {
  if (outcome !== 'suspend' || until === undefined) return [];
  const last = `${isBareDate(until) ? 'the end of ' : ''}${momentText(until)}`;
  return [`Another authority may object until ${last}; the answer is due as soon as that time is over.`];
}

/** Other days that matter, with what happens on them; of a demand that ends here, those that its end makes matter. */
function deadlineLines(given: Explained): string[] {
  const { determination, page, underlying } = given;
  const rules = [...(page?.deadlines ?? []), ...(underlying?.deadlines ?? [])];
  const reasons = determination.findings.flatMap(({ outcome, reason }) =>
    reason === undefined || outcome === 'refer' ? [] : [reason],
  );
  return (determination.deadlines ?? []).flatMap(({ clock, until }) => {
    const rule = rules.find((one) => one.clock === clock);
    if (isOver(given) && !rule?.because?.some((reason) => reasons.includes(reason))) return [];
    const says = rule ? rule.says.replace(/\.$/, '') : clock;
    return [`${says} ${momentText(until)}${rule ? ` (${rule.cite})` : ''}.`];
  });
}

/** Until when data is kept. Where the law names no end, the day is our own reminder, and the page says so. */
function keepingLines(given: Explained): string[] {
  const { outcome, until } = given.determination;
  if (isKept(given)) {
    if (outcome === 'suspend' || until === undefined) return ['The data is kept meanwhile.'];
    const says = given.page?.keeping?.says ?? 'The data is kept until';
    if (isKeptOver(given) && says.endsWith('until'))
      return [`The time for which the data is kept ended on ${momentText(until)}.`];
    return [`${says} ${momentText(until)}.`];
  }
  return isOver(given) && isCurable(given)
    ? ['The data is not kept, since not everything that stands against the demand can still be cured.']
    : [];
}

/** When what runs ends: an order, or an emergency without one. */
function runningLines(given: Explained): string[] {
  const { outcome, until, findings } = given.determination;
  if (isKept(given) || isOver(given) || outcome === 'suspend' || until === undefined) return [];
  const running = findings.filter((finding) => ruleOf(finding, given)?.check === 'running');
  if (running.every((finding) => finding.outcome !== 'pass')) return [];
  const emergency = running.find((finding) => isEmergencyTime(finding, given));
  return [
    emergency
      ? `Without an order, what was begun in the emergency ends on ${momentText(until)} (${emergency.cite}).`
      : `The order runs until ${momentText(until)}.`,
  ];
}

const isCurable = (given: Explained) =>
  given.determination.findings.some(
    (finding) =>
      !['pass', 'not-applicable'].includes(finding.outcome) &&
      ruleOf(finding, given)?.otherwise.preserve === true,
  );
