import type { Demand } from '../../shared/demand.schema.ts';
import { addDays, earliest, endOf, isAfter } from '../calendar.ts';
import { type Case, dateOf, firstDate } from '../case.ts';
import type { StatutoryClock } from '../clock.schema.ts';
import type { GroundLaw } from '../ground-law.ts';
import type { DateName, Rule } from '../rule.schema.ts';
import type { Checks } from './verdict.ts';
import { FAILED, MET, metIf, UNKNOWN } from './verdict.ts';

type Running = Extract<Rule, { check: 'running' }>;
type Clocks = Pick<GroundLaw, 'clocks'>;

/**
 * When an order that runs has ended: its own length or the statute's, whichever is shorter, from the earliest of the
 * instants at which its clock may have started.
 */
export function runsUntil(
  { starts, clock }: Pick<Running, 'starts' | 'clock'>,
  given: Case,
  { clocks }: Clocks,
): string | undefined {
  const limit = clocks[clock];
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

/** When a clock ends that starts on the first of several dates that is known. */
function clockEnd(
  given: Case,
  { from, clock }: { from: readonly DateName[]; clock: StatutoryClock | undefined },
) {
  const start = firstDate(given, from);
  return start === undefined || clock === undefined ? undefined : endOf(clock, start);
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
    ({ demand: { dates, period }, service }) =>
      metIf(
        follows(dates?.issued, dates, service) &&
          follows(dates?.entered, dates, service) &&
          (period === undefined || !isAfter(period.from, period.to)),
      ),
  'served-within':
    ({ by, clock, from }, { clocks }) =>
    (given) => {
      const stated = by === undefined ? undefined : dateOf(given, by);
      if (stated !== undefined) return metIf(!isAfter(given.service, stated));
      if (from === undefined || clock === undefined) return UNKNOWN;
      const last = clockEnd(given, { from, clock: clocks[clock] });
      return last === undefined ? UNKNOWN : metIf(!isAfter(given.service, last));
    },
  'duration-limit':
    ({ clock }, { clocks }) =>
    ({ demand: { durationDays } }) => {
      const limit = clocks[clock];
      if (durationDays === undefined) return MET;
      return limit !== undefined && 'days' in limit ? metIf(durationDays <= limit.days) : UNKNOWN;
    },
  running: (rule, law) => (given) => {
    const end = runsUntil(rule, given, law);
    return end === undefined ? UNKNOWN : metIf(!isAfter(given.circumstances.now, end));
  },
  'emergency-window':
    ({ clock, from }, { clocks }) =>
    (given) => {
      const last = clockEnd(given, { from, clock: clocks[clock] });
      return last === undefined ? UNKNOWN : metIf(!isAfter(given.circumstances.now, last));
    },
  /** An answer that clears ends the wait; so does the end of the last day. */
  'objection-period':
    ({ clock, from }, { clocks }) =>
    (given) => {
      const { enforcingAuthority } = given.demand;
      if (enforcingAuthority?.notified !== true || enforcingAuthority.response !== 'none') return MET;
      const until = clockEnd(given, { from, clock: clocks[clock] });
      if (until === undefined) return FAILED;
      return isAfter(given.today, until) ? MET : { is: 'failed', until };
    },
  'period-stated':
    () =>
    ({ demand }) =>
      metIf(demand.period !== undefined),
};

/** Whether what can only follow the making of a paper does. */
function follows(made: string | undefined, dates: Demand['dates'], service: string): boolean {
  if (made === undefined) return true;
  if (isAfter(made, service)) return false;
  const { executeBy, firstInterception } = dates ?? {};
  if (executeBy !== undefined && isAfter(made, executeBy)) return false;
  return firstInterception === undefined || !isAfter(made, firstInterception);
}
