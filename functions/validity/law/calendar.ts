import { isBareDate, utcDay } from '../../shared/calendar.ts';
import type { Clock, IsWorkingDay } from './clock.schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LAST_YEAR = 9999;

/**
 * Whether `a` lies after `b`: as instants where both are, otherwise as UTC dates, so that a bare date lasts until
 * its day is over.
 */
export function isAfter(a: string, b: string): boolean {
  if (isBareDate(a)) return a > utcDay(b);
  if (isBareDate(b)) return utcDay(a) > b;
  return Date.parse(a) > Date.parse(b);
}

/** The earlier of some moments, or undefined where there is none. */
export function earliest(moments: readonly string[]): string | undefined {
  return moments.reduce<string | undefined>(
    (first, moment) => (first === undefined || isAfter(first, moment) ? moment : first),
    undefined,
  );
}

/** The UTC date that many days later; "90 days from the 23rd" is the date 90 days later. */
export function addDays(moment: string, days: number): string {
  return dateText(new Date(Date.parse(utcDay(moment)) + days * DAY_MS));
}

/** When a clock that starts at `start` ends: a UTC date, or an instant for a clock of hours. */
export function endOfClock(clock: Clock, start: string): string {
  if ('hours' in clock)
    return `${new Date(Date.parse(start) + clock.hours * HOUR_MS).toISOString().slice(0, -'.000Z'.length)}Z`;
  if ('workingDays' in clock) return addWorkingDays(start, clock.workingDays, clock.isWorkingDay);
  const isFirstDay = clock.counts === 'beginning-with';
  const end =
    'days' in clock
      ? addDays(start, isFirstDay ? clock.days - 1 : clock.days)
      : addMonths(start, clock.months, isFirstDay);
  return clock.isWorkingDay ? workingDayFrom(end, clock.isWorkingDay) : end;
}

/** Whole days that an order gives itself, counted as its clock counts. */
export const addOwnDays = (clock: Clock, start: string, days: number): string =>
  addDays(start, 'counts' in clock && clock.counts === 'beginning-with' ? Math.max(0, days - 1) : days);

/** The same day of a later month, or the day before it where the first day counts; that month's last day where it has no such day. */
function addMonths(moment: string, months: number, isFirstDay: boolean): string {
  const start = new Date(utcDay(moment));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const day = start.getUTCDate() - (isFirstDay ? 1 : 0);
  first.setUTCDate(Math.min(day, lastDay));
  return dateText(first);
}

/** No calendar lacks a working day for longer; a walk through one ends. */
const LONGEST_BREAK_DAYS = 60;

function workingDayFrom(date: string, isWorkingDay: IsWorkingDay): string {
  let day = date;
  for (let walked = 0; walked < LONGEST_BREAK_DAYS && !isWorkingDay(day); walked += 1) day = addDays(day, 1);
  return day;
}

function addWorkingDays(start: string, count: number, isWorkingDay: IsWorkingDay = () => true): string {
  let day = utcDay(start);
  for (let counted = 0; counted < count; counted += 1) day = workingDayFrom(addDays(day, 1), isWorkingDay);
  return day;
}

/** Dates beyond the years that four digits can write stop at the last of them. */
function dateText(date: Date): string {
  return date.getUTCFullYear() > LAST_YEAR ? `${LAST_YEAR}-12-31` : utcDay(date.toISOString());
}
