import type { Length } from './second-opinion-law.ts';

const DAY = 'YYYY-MM-DD'.length;

export const dayOf = (moment: string) => new Date(moment).toISOString().slice(0, DAY);

/** A bare date is a whole day: only two instants are compared as instants. */
export function isLater(a: string, b: string): boolean {
  if (a.length > DAY && b.length > DAY) return new Date(a).getTime() > new Date(b).getTime();
  return dayOf(a) > dayOf(b);
}

/** Counts days one by one. */
export function plusDays(moment: string, days: number): string {
  const date = new Date(`${dayOf(moment)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date.toISOString());
}

export function plusLength(moment: string, { days, months, hours }: Length): string {
  if (days !== undefined) return plusDays(moment, days);
  if (months !== undefined) return plusMonths(moment, months);
  const date = new Date(moment);
  date.setUTCHours(date.getUTCHours() + (hours ?? 0));
  return `${date.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
}

/** Counts months one by one on the calendar's page; a day that the last of them lacks is its last day. */
function plusMonths(moment: string, months: number): string {
  let [year = 0, month = 0, day = 0] = dayOf(moment).split('-').map(Number);
  for (let counted = 0; counted < months; counted++) {
    month += 1;
    if (month === 13) [year, month] = [year + 1, 1];
  }
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  day = Math.min(day, lengths[month - 1] ?? 31);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A first hold lasts no longer than the law lets it, whatever the paper says. */
export function heldUntil(hold: { of: string; expires: string; number: number }, length: Length): string {
  const atMost = plusLength(hold.of, length);
  return hold.number === 1 && isLater(hold.expires, atMost) ? atMost : hold.expires;
}
