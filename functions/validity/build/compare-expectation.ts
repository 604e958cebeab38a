import { isBareDate } from '../../shared/calendar.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Determination } from '../../shared/determination.schema.ts';
import type { Expectation } from '../pages/expectation.schema.ts';

/** What does not hold of a determination, a sentence each; none where all holds. */
export function compareExpectation(expected: Expectation, found: Determination): string[] {
  const {
    outcome,
    authorised,
    targets,
    reasons = [],
    notice,
    due,
    until,
    preserve,
    approvals,
    deadlines,
  } = expected;
  const missing = reasons.filter((reason) => !found.reasons.includes(reason));
  return [
    ...unlike('outcome', outcome, found.outcome),
    ...unlike('authorised', authorised && [...authorised].sort(), [...found.authorised].sort()),
    ...unlike('targets', targets && [...targets].sort(), [...found.targets].sort()),
    ...missing.map((reason) => `reasons: ${reason} expected, found ${JSON.stringify(found.reasons)}`),
    ...unlike('notice', notice && plainNotice(notice), plainNotice(found.notice)),
    ...unlike('due', due && plainMoment(due), found.due && plainMoment(found.due)),
    ...unlike('until', until && plainMoment(until), found.until && plainMoment(found.until)),
    ...unlike('preserve', preserve, found.preserve),
    ...unlike('approvals', approvals, found.approvals),
    ...unlike('deadlines', deadlines, found.deadlines ?? []),
  ];
}

function unlike(name: string, expected: unknown, found: unknown): string[] {
  if (expected === undefined || (found !== undefined && canonicalJson(expected) === canonicalJson(found)))
    return [];
  return [`${name}: ${JSON.stringify(expected)} expected, found ${JSON.stringify(found) ?? 'nothing'}`];
}

/** One instant may be written in several ways. */
const plainMoment = (moment: string) => (isBareDate(moment) ? moment : new Date(moment).toISOString());

const plainNotice = ({ regime, until }: Determination['notice']) => ({
  regime,
  ...(until === undefined ? {} : { until: plainMoment(until) }),
});
