import type { Demand } from '../../shared/demand.schema.ts';
import { earliest, endOf, isAfter, utcDay } from '../calendar.ts';
import type { StatutoryClock } from '../clock.schema.ts';
import type { Checks } from './verdict.ts';
import { MET, metIf } from './verdict.ts';

type Extension = NonNullable<Demand['extension']>;

/** When a hold ends that is renewed: as its paper says, but a first one no later than the law lets it run. */
export function endOfHold({ of, expires, number }: Extension, clock: StatutoryClock | undefined): string {
  if (clock === undefined || number !== 1) return expires;
  return earliest([expires, endOf(clock, of)]) ?? expires;
}

/** Limits of a duty to keep data. */
export const preservationChecks: Checks<'renewal-number' | 'renewal-in-time' | 'stored-only'> = {
  'renewal-number':
    ({ atMost }) =>
    ({ demand: { extension } }) =>
      metIf(extension === undefined || extension.number <= atMost),
  'renewal-in-time':
    ({ clock }, { clocks }) =>
    ({ demand: { extension }, service }) =>
      metIf(extension === undefined || !isAfter(service, endOfHold(extension, clocks[clock]))),
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
