import * as z from 'zod/mini';
import { isAfter } from '../law/calendar.ts';
import { check } from './check.ts';
import { clock, clockWords } from './parameters.ts';
import { endOfHold } from './renewal-in-time.check.ts';
import { metIf } from './verdict.ts';

/** How often a duty to keep data was renewed. With a clock, a request that comes after its end renews nothing. */
export const renewalNumber = check('renewal-number', {
  group: 'keeping',
  parameters: { atMost: z.int(), clock: z.optional(clock) },
  words: { atMost: { label: 'Renewals', say: (times) => `at most ${times}` }, clock: clockWords },
  asks:
    ({ atMost, clock }, { clocks }) =>
    ({ demand: { extension }, service }) =>
      metIf(
        extension === undefined ||
          extension.number <= atMost ||
          (clock !== undefined && isAfter(service, endOfHold(extension, clocks[clock]))),
      ),
  hadWork: (_, { demand }) => demand.extension !== undefined,
});
