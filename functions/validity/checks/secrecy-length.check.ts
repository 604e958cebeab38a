import * as z from 'zod/mini';
import { endOfClock, isAfter } from '../law/calendar.ts';
import { citesAnyOf } from '../law/cites-under.ts';
import { some } from '../law/text.schema.ts';
import { listed } from '../words/language.ts';
import { check } from './check.ts';
import { clock, clockWords } from './parameters.ts';
import { MET, metIf } from './verdict.ts';

/** Whether an order of silence under these statutes ends within the time that they allow. */
export const secrecyLength = check('secrecy-length', {
  group: 'times',
  parameters: { statutes: some(z.string()), clock },
  words: {
    statutes: { label: 'Silence under', say: (statutes) => listed(statutes, 'or') },
    clock: clockWords,
  },
  asks: ({ statutes, clock }, { clocks }) => {
    const isUnder = citesAnyOf(statutes);
    const longest = clocks[clock];
    return ({ demand: { secrecy, dates }, service }) => {
      if (secrecy === undefined || longest === undefined || !isUnder(secrecy.basis)) return MET;
      const last = endOfClock(longest, secrecy.issued ?? dates?.issued ?? service);
      return metIf(secrecy.until !== undefined && !isAfter(secrecy.until, last));
    };
  },
  hadWork: ({ statutes }, { demand: { secrecy } }) =>
    secrecy !== undefined && citesAnyOf(statutes)(secrecy.basis),
});
