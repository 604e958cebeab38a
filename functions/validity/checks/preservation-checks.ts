import { isAfter, utcDay } from '../calendar.ts';
import type { Checks } from './verdict.ts';
import { MET, metIf } from './verdict.ts';

/** Limits of a duty to keep data. */
export const preservationChecks: Checks<'renewal-number' | 'renewal-in-time' | 'stored-only'> = {
  'renewal-number':
    ({ atMost }) =>
    ({ demand: { extension } }) =>
      metIf(extension === undefined || extension.number <= atMost),
  'renewal-in-time':
    () =>
    ({ demand: { extension }, service }) =>
      metIf(extension === undefined || !isAfter(service, extension.expires)),
  /** Data that does not exist on the day of service cannot be kept, only captured. */
  'stored-only':
    ({ items, part }, { guards }) =>
    ({ demand: { period }, asked, dayOfService }) => {
      if (items !== undefined) {
        const live = guards.filter((item) => asked.among.has(item));
        return live.length === 0 ? MET : { is: 'failed', items: live };
      }
      if (period === undefined) return MET;
      return metIf(part === 'end' ? utcDay(period.to) <= dayOfService : utcDay(period.from) < dayOfService);
    },
};
