import * as z from 'zod/mini';

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** Whether `value` is a date of the calendar, or an instant with its zone, in a year that a paper can carry. */
export function isMoment(value: string): boolean {
  const match = SHAPE.exec(value);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  const zone = match[7];
  return (
    zone === undefined || zone === 'Z' || (Number(zone.slice(1, 3)) <= 14 && Number(zone.slice(4)) <= 59)
  );
}

const EASTERNMOST = 14 * 60;
const WESTERNMOST = 12 * 60;

/**
 * Whether a text is an instant in a zone that nobody has: beyond +14:00 or -12:00, or -00:00, by which RFC 3339 (4.3) says
 * that the zone is not known. Earlier releases stored such, so that readers take them; nobody may send one.
 */
export function hasStrangeZone(value: string): boolean {
  const zone = SHAPE.exec(value)?.[7];
  if (zone === undefined || zone === 'Z') return false;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? minutes === 0 || minutes > WESTERNMOST : minutes > EASTERNMOST;
}

/** ISO 8601 date (`2026-11-23`) or instant with zone (`2026-11-23T09:00:00Z`); 30 February is refused. */
export const moment = z.string().check(z.maxLength(40), z.refine(isMoment, { error: 'not_a_date' }));

/** A date without time (`2026-11-23`). */
export const calendarDate = z
  .string()
  .check(z.refine((value) => value.length === 10 && isMoment(value), { error: 'not_a_date' }));

/** An instant in UTC as the system writes it (`2026-11-23T09:00:00.000Z`). */
export const instant = z
  .string()
  .check(z.refine((value) => value.endsWith('Z') && isMoment(value), { error: 'not_an_instant' }));
