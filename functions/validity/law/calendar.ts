import { isBareDate, utcDay } from '../../shared/calendar.ts';
import type { StatutoryClock } from './clock.schema.ts';

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
export function endOfClock(clock: StatutoryClock, start: string): string {
  if ('days' in clock) return addDays(start, clock.days);
  if ('months' in clock) return addMonths(start, clock.months);
  return `${new Date(Date.parse(start) + clock.hours * HOUR_MS).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** The same day of a later month, or that month's last day where it has no such day. */
function addMonths(moment: string, months: number): string {
  const start = new Date(utcDay(moment));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(start.getUTCDate(), lastDay));
  return dateText(first);
}

/** Dates beyond the years that four digits can write stop at the last of them. */
function dateText(date: Date): string {
  return date.getUTCFullYear() > LAST_YEAR ? `${LAST_YEAR}-12-31` : utcDay(date.toISOString());
}
