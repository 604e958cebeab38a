import { addDays, earliest, endOf, isAfter } from '../calendar.ts';
import { type Case, dateOf, firstDate } from '../case.ts';
import type { Rule } from '../rule.schema.ts';
import type { Checks } from './verdict.ts';
import { FAILED, MET, metIf, UNKNOWN } from './verdict.ts';

type Running = Extract<Rule, { check: 'running' }>;

/**
 * When an order that runs has ended: its own length or the statute's, whichever is shorter, from the earliest of the
 * instants at which its clock may have started.
 */
export function runsUntil(
  { starts, clock }: Pick<Running, 'starts' | 'clock'>,
  given: Case,
): string | undefined {
  const limit = given.rulebook.clocks[clock];
  const start = earliest(
    starts.flatMap(({ date, plusDays = 0 }) => {
      const moment = dateOf(given, date);
      return moment === undefined ? [] : [plusDays === 0 ? moment : addDays(moment, plusDays)];
    }),
  );
  if (limit === undefined || start === undefined) return undefined;
  const statutory = endOf(limit, start);
  const { durationDays } = given.demand;
  if (durationDays === undefined) return statutory;
  const own = addDays(start, durationDays);
  return isAfter(own, statutory) ? statutory : own;
}

/** Last moment for the objection of another authority. */
function objectionEnds({ clock, from }: Extract<Rule, { check: 'objection-period' }>, given: Case) {
  const start = firstDate(given, from);
  const length = given.rulebook.clocks[clock];
  return start === undefined || length === undefined ? undefined : endOf(length, start);
}

/** Dates and clocks of the paper, against the day of service or today. */
export const timeChecks: Checks<
  | 'dates-in-order'
  | 'served-within'
  | 'duration-limit'
  | 'running'
  | 'emergency-window'
  | 'objection-period'
  | 'period-stated'
> = {
  'dates-in-order':
    () =>
    ({ demand: { dates = {}, period }, service }) => {
      const made = [dates.issued, dates.entered].filter((moment) => moment !== undefined);
      const follows = (later: string | undefined) =>
        later === undefined || made.every((moment) => !isAfter(moment, later));
      return metIf(
        follows(service) &&
          follows(dates.executeBy) &&
          follows(dates.firstInterception) &&
          (period === undefined || !isAfter(period.from, period.to)),
      );
    },
  'served-within':
    ({ by, clock, from }) =>
    (given) => {
      const stated = by === undefined ? undefined : dateOf(given, by);
      if (stated !== undefined) return metIf(!isAfter(given.service, stated));
      const start = from === undefined ? undefined : firstDate(given, from);
      const length = clock === undefined ? undefined : given.rulebook.clocks[clock];
      if (start === undefined || length === undefined) return UNKNOWN;
      return metIf(!isAfter(given.service, endOf(length, start)));
    },
  'duration-limit':
    ({ clock }) =>
    ({ demand: { durationDays }, rulebook }) => {
      const limit = rulebook.clocks[clock];
      if (durationDays === undefined) return MET;
      return limit !== undefined && 'days' in limit ? metIf(durationDays <= limit.days) : UNKNOWN;
    },
  running: (rule) => (given) => {
    const end = runsUntil(rule, given);
    return end === undefined ? UNKNOWN : metIf(!isAfter(given.circumstances.now, end));
  },
  'emergency-window':
    ({ clock, from }) =>
    (given) => {
      const start = firstDate(given, from);
      const length = given.rulebook.clocks[clock];
      if (start === undefined || length === undefined) return UNKNOWN;
      return metIf(!isAfter(given.circumstances.now, endOf(length, start)));
    },
  /** An answer that clears ends the wait; so does the end of the last day. */
  'objection-period': (rule) => (given) => {
    const { enforcingAuthority } = given.demand;
    if (enforcingAuthority?.notified !== true || enforcingAuthority.response !== 'none') return MET;
    const until = objectionEnds(rule, given);
    if (until === undefined) return FAILED;
    return isAfter(given.today, until) ? MET : { is: 'failed', until };
  },
  'period-stated':
    () =>
    ({ demand }) =>
      metIf(demand.period !== undefined),
};
