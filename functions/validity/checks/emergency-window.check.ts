import { isAfter } from '../law/calendar.ts';
import { check } from './check.ts';
import { clockEnd } from './clock-end.ts';
import { clock, clockWords, dates, fromWords } from './parameters.ts';
import { metIf, UNKNOWN } from './verdict.ts';

/** Whether the time in which an emergency may go without an order is not over. */
export const emergencyWindow = check('emergency-window', {
  group: 'times',
  parameters: { clock, from: dates },
  words: { clock: clockWords, from: fromWords },
  mayLackFacts: true,
  asks:
    ({ clock, from }, { clocks }) =>
    (given) => {
      const last = clockEnd(given, { from, clock: clocks[clock] });
      return last === undefined ? UNKNOWN : metIf(!isAfter(given.circumstances.now, last));
    },
});
