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

export function plusLength(moment: string, length: Length): string {
  const { days, months, hours, workingDays, counts, isOff = () => false } = length;
  if (hours !== undefined) {
    const date = new Date(moment);
    date.setUTCHours(date.getUTCHours() + hours);
    return `${date.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
  }
  if (workingDays !== undefined) return plusWorkingDays(moment, workingDays, isOff);
  let end = days === undefined ? plusMonths(moment, months ?? 0, counts) : plusWhole(moment, days, counts);
  while (isOff(end)) end = plusDays(end, 1);
  return end;
}

/** Days counted from the day after, or from the day itself where that is the first. */
export const plusWhole = (moment: string, days: number, counts: string | undefined) =>
  plusDays(moment, counts === 'beginning-with' && days > 0 ? days - 1 : days);

function plusWorkingDays(moment: string, count: number, isOff: (date: string) => boolean): string {
  let day = dayOf(moment);
  let left = count;
  while (left > 0) {
    day = plusDays(day, 1);
    if (!isOff(day)) left -= 1;
  }
  return day;
}

/** Counts months one by one on the calendar's page; a day that the last of them lacks is its last day. */
function plusMonths(moment: string, months: number, counts: string | undefined): string {
  let [year = 0, month = 0, day = 0] = dayOf(moment).split('-').map(Number);
  for (let counted = 0; counted < months; counted++) {
    month += 1;
    if (month === 13) [year, month] = [year + 1, 1];
  }
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = lengths[month - 1] ?? 31;
  const write = (date: number) =>
    `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (day > last) return write(last);
  day = Math.min(day, last);
  return counts === 'beginning-with' ? plusDays(write(day), -1) : write(day);
}

/** A first hold lasts no longer than the law lets it, whatever the paper says. */
export function heldUntil(hold: { of: string; expires: string; number: number }, length: Length): string {
  const atMost = plusLength(hold.of, length);
  return hold.number <= 1 && isLater(hold.expires, atMost) ? atMost : hold.expires;
}
