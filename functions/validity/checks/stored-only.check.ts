import * as z from 'zod/mini';
import { utcDay } from '../../shared/calendar.ts';
import { plainText } from '../words/plain-text.ts';
import { check } from './check.ts';
import { MET, metIf } from './verdict.ts';

/** Data that does not exist on the day of service cannot be kept, only captured. */
export const storedOnly = check('stored-only', {
  group: 'keeping',
  parameters: {
    /** Without items: that the period of the demand begins, or ends, no later than the day of service. */
    part: z.optional(z.enum(['beginning', 'end'])),
  },
  words: { part: { label: 'Part', say: plainText } },
  asks: ({ items, part }, { guards }) => {
    const guarded = new Set(guards);
    if (items !== undefined)
      return ({ asked }) => {
        const live = asked.items.filter((item) => guarded.has(item));
        return live.length === 0 ? MET : { is: 'failed', items: live };
      };
    return ({ demand: { period }, dayOfService }) => {
      if (period === undefined) return MET;
      return metIf(part === 'end' ? utcDay(period.to) <= dayOfService : utcDay(period.from) < dayOfService);
    };
  },
  hadWork: ({ items }, { demand }) => items !== undefined || demand.period !== undefined,
});
