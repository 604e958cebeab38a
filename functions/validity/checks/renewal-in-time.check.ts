import type { Demand } from '../../shared/demand.schema.ts';
import { earliest, endOfClock, isAfter } from '../law/calendar.ts';
import type { Clock } from '../law/clock.schema.ts';
import { check } from './check.ts';
import { clock, clockWords } from './parameters.ts';
import { metIf } from './verdict.ts';

/** Whether a duty to keep data was renewed before it ended. */
export const renewalInTime = check('renewal-in-time', {
  group: 'keeping',
  parameters: {
    /** The longest that the hold may have run which is renewed, whatever the paper says of its end. */
    clock,
  },
  words: { clock: clockWords },
  asks:
    ({ clock }, { clocks }) =>
    ({ demand: { extension }, service }) =>
      metIf(extension === undefined || !isAfter(service, endOfHold(extension, clocks[clock]))),
  hadWork: (_, { demand }) => demand.extension !== undefined,
});

type Extension = NonNullable<Demand['extension']>;

/** When a hold ends that is renewed: as its paper says, but a first one no later than the law lets it run. */
export function endOfHold({ of, expires, number }: Extension, clock: Clock | undefined): string {
  if (clock === undefined || number > 1) return expires;
  return earliest([expires, endOfClock(clock, of)]) ?? expires;
}
