import * as z from 'zod/mini';
import { isAfter } from '../law/calendar.ts';
import { DateName } from '../law/date-name.schema.ts';
import { dateOf } from './case.ts';
import { check } from './check.ts';
import { clockEnd } from './clock-end.ts';
import { clock, clockWords, dates, dateText, fromWords } from './parameters.ts';
import { metIf, UNKNOWN } from './verdict.ts';

/** Whether it was served in time: by the day that the paper gives, else before a clock ends. */
export const servedWithin = check('served-within', {
  group: 'times',
  parameters: { by: z.optional(DateName), clock: z.optional(clock), from: z.optional(dates) },
  words: {
    by: {
      label: 'Latest day',
      say: (date) => `${dateText(date)}; only where the paper gives none, the time below`,
    },
    clock: clockWords,
    from: fromWords,
  },
  mayLackFacts: true,
  asks:
    ({ by, clock, from }, { clocks }) =>
    (given) => {
      const stated = by === undefined ? undefined : dateOf(given, by);
      if (stated !== undefined) return metIf(!isAfter(given.service, stated));
      if (from === undefined || clock === undefined) return UNKNOWN;
      const last = clockEnd(given, { from, clock: clocks[clock] });
      return last === undefined ? UNKNOWN : metIf(!isAfter(given.service, last));
    },
});
