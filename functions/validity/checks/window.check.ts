import * as z from 'zod/mini';
import { isAfter } from '../law/calendar.ts';
import { DateName } from '../law/date-name.schema.ts';
import { dateOf } from './case.ts';
import { check } from './check.ts';
import { clockEnd } from './clock-end.ts';
import { clock, clockWords, dates, dateText, fromWords } from './parameters.ts';
import { MET, metIf } from './verdict.ts';

/** Whether the paper gives itself no more time than the law allows; with `least`, us no less. */
export const window = check('window', {
  group: 'times',
  parameters: { by: DateName, clock, from: dates, least: z.optional(z.boolean()) },
  words: {
    by: { label: 'The day in question', say: dateText },
    clock: clockWords,
    from: fromWords,
    least: { label: 'That time is', say: (isLeast) => (isLeast ? 'the shortest' : 'the longest') },
  },
  asks:
    ({ by, clock, from, least = false }, { clocks }) =>
    (given) => {
      const stated = dateOf(given, by);
      const last = clockEnd(given, { from, clock: clocks[clock] });
      if (stated === undefined || last === undefined) return MET;
      return metIf(least ? !isAfter(last, stated) : !isAfter(stated, last));
    },
  hadWork: ({ by, from }, { demand }) =>
    demand.dates !== undefined && by !== 'service' && demand.dates[by] !== undefined && from.length > 0,
});
