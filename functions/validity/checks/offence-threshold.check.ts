import * as z from 'zod/mini';
import { counted } from '../words/language.ts';
import { check } from './check.ts';
import { MET, metIf, UNKNOWN } from './verdict.ts';

/** How grave the offence is. */
export const offenceThreshold = check('offence-threshold', {
  group: 'paper',
  parameters: {
    atLeastYears: z.optional(z.number()),
    moreThanYears: z.optional(z.number()),
    /** Whether a listed offence does, whatever its penalty. */
    listed: z.boolean(),
  },
  words: {
    atLeastYears: { label: 'Maximum penalty', say: (years) => `at least ${counted(years, 'year')}` },
    moreThanYears: { label: 'Maximum penalty', say: (years) => `more than ${counted(years, 'year')}` },
    listed: {
      label: 'Listed offence',
      say: (suffices) => (suffices ? 'suffices, whatever its penalty' : 'makes no difference'),
    },
  },
  mayLackFacts: true,
  asks:
    ({ atLeastYears, moreThanYears, listed }) =>
    ({ demand: { offence } }) => {
      if (listed && offence?.listed === true) return MET;
      const years = offence?.maxPenaltyYears;
      if (years === undefined) return UNKNOWN;
      return metIf(years >= (atLeastYears ?? 0) && (moreThanYears === undefined || years > moreThanYears));
    },
  hadWork: (_, { demand }) => demand.offence !== undefined,
});
