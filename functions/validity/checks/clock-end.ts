import { endOfClock } from '../law/calendar.ts';
import type { Clock } from '../law/clock.schema.ts';
import type { DateName } from '../law/date-name.schema.ts';
import { type Case, firstDate } from './case.ts';

type Running = { from: readonly DateName[]; clock: Clock | undefined };

/** When a clock ends that starts on the first of several dates that is known. */
export function clockEnd(given: Case, { from, clock }: Running): string | undefined {
  const start = firstDate(given, from);
  return start === undefined || clock === undefined ? undefined : endOfClock(clock, start);
}
