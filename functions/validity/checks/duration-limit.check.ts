import { check } from './check.ts';
import { clock, clockWords } from './parameters.ts';
import { MET, metIf, UNKNOWN } from './verdict.ts';

/** Whether an order that says how long it runs says no more than the law allows. */
export const durationLimit = check('duration-limit', {
  group: 'times',
  parameters: { clock },
  words: { clock: clockWords },
  mayLackFacts: true,
  asks:
    ({ clock }, { clocks }) =>
    ({ demand: { durationDays } }) => {
      const limit = clocks[clock];
      if (durationDays === undefined) return MET;
      return limit !== undefined && 'days' in limit ? metIf(durationDays <= limit.days) : UNKNOWN;
    },
  hadWork: (_, { demand }) => demand.durationDays !== undefined,
});
