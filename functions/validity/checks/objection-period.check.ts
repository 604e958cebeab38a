import { isAfter } from '../law/calendar.ts';
import { check } from './check.ts';
import { clockEnd } from './clock-end.ts';
import { clock, clockWords, dates, fromWords } from './parameters.ts';
import { FAILED, MET } from './verdict.ts';

/** Whether another authority may still object. An answer that clears ends the wait; so does the end of the last day. */
export const objectionPeriod = check('objection-period', {
  group: 'times',
  parameters: { clock, from: dates },
  words: { clock: clockWords, from: fromWords },
  asks:
    ({ clock, from }, { clocks }) =>
    (given) => {
      const { enforcingAuthority } = given.demand;
      if (enforcingAuthority?.notified !== true || enforcingAuthority.response !== 'none') return MET;
      const until = clockEnd(given, { from, clock: clocks[clock] });
      if (until === undefined) return FAILED;
      return isAfter(given.today, until) ? MET : { is: 'failed', until };
    },
  hadWork: (_, { demand }) => demand.enforcingAuthority !== undefined,
});
