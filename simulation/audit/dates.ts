/**
 * Dates as a clerk counts them with the rulebook's table of times and a calendar on the wall. Nothing of the product is used:
 * what both say alike was counted twice.
 */
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** A row of rulebook/clocks.yaml. */
export type Time = {
  hours?: number;
  days?: number;
  months?: number;
  workingDays?: number;
  counts?: 'beginning-with';
  /** Calendars of working days. */
  runsOn?: string;
  of?: string;
};

/** One of rulebook/calendars.yaml. */
export type Calendar = { daysOff: string[]; holidays: string[] };
export type Calendars = Readonly<Record<string, Calendar>>;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const isDay = (moment: string) => /^\d{4}-\d\d-\d\d$/.test(moment);

/** Days since 1970 of a date or an instant, in UTC. */
const dayNumber = (moment: string) => Math.floor(Date.parse(moment) / DAY);
const dayText = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** The first instant at which what lasts until a moment is over: of a day, the midnight after it. */
export const overAt = (moment: string): number => Date.parse(moment) + (isDay(moment) ? DAY : 0);

/** The last day, or the instant, of a time that begins with a moment. */
export function lastOf(time: Time, start: string, calendars: Calendars): string {
  // Hours are counted to the whole second before.
  if (time.hours !== undefined)
    return new Date(Math.floor(Date.parse(start) / SECOND) * SECOND + time.hours * HOUR).toISOString();
  const first = dayNumber(start);
  if (time.workingDays !== undefined) {
    let day = first;
    for (let left = time.workingDays; left > 0; left -= 1)
      day = nextWorking(day + 1, calendars[time.of ?? '']);
    return dayText(day);
  }
  const isCounted = time.counts === 'beginning-with';
  const after = time.days !== undefined ? first + time.days : sameDayOf(first, time.months ?? 0);
  const last = isCounted ? after - 1 : after;
  const end = time.months !== undefined && !isCounted ? Math.min(last, lastDayOf(first, time.months)) : last;
  return dayText(time.runsOn === undefined ? end : nextWorking(end, calendars[time.runsOn]));
}

/** The day of the same number, months later; where that month is too short, the first of the next. */
function sameDayOf(day: number, months: number): number {
  const date = new Date(day * DAY);
  const same = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) / DAY;
  return Math.min(same, lastDayOf(day, months) + 1);
}

function lastDayOf(day: number, months: number): number {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0) / DAY;
}

function nextWorking(day: number, calendar: Calendar | undefined): number {
  let working = day;
  while (calendar && isOff(working, calendar)) working += 1;
  return working;
}

const isOff = (day: number, { daysOff, holidays }: Calendar) =>
  daysOff.includes(WEEKDAYS[new Date(day * DAY).getUTCDay()] ?? '') || holidays.includes(dayText(day));
