import * as z from 'zod/mini';
import { calendarDate } from '../../shared/moment.schema.ts';
import { name, some } from './text.schema.ts';

const length = z.int().check(z.minimum(1), z.maximum(36_500));
const about = {
  title: z.string().check(z.minLength(1)),
  citation: z.string().check(z.minLength(3)),
  confirmed: z.optional(z.boolean()),
};
/** `beginning-with`: the day from which it runs is its first. Otherwise the count begins the day after. */
const counts = z.optional(z.enum(['beginning-with']));
/** A calendar: an end on a day that is no working day there runs on to the end of the next one. */
const runsOn = z.optional(name);

/** A statutory time. Days and months count calendar dates in UTC, hours count from an instant, to the minute. */
export const StatutoryClock = z.union([
  z.strictObject({ ...about, days: length, counts, runsOn }),
  z.strictObject({ ...about, months: length, counts, runsOn }),
  z.strictObject({ ...about, hours: length }),
  /** Working days of a calendar, counted from the day after. */
  z.strictObject({ ...about, workingDays: length, of: name }),
]);

export type StatutoryClock = z.infer<typeof StatutoryClock>;

/** clocks.yaml: every statutory time, by the name that pages use. */
export const Clocks = z.strictObject({ clocks: z.record(z.string(), StatutoryClock) });

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** On which days a court or institution does not work. Years that it does not cover know the days of the week alone. */
export const WorkingCalendar = z.strictObject({
  ...about,
  daysOff: some(z.enum(WEEKDAYS)),
  covers: z.strictObject({ from: calendarDate, to: calendarDate }),
  holidays: z.array(calendarDate),
});

/** calendars.yaml: working days by the name that clocks use. */
export const Calendars = z.strictObject({ calendars: z.record(z.string(), WorkingCalendar) });

export type WorkingCalendar = z.infer<typeof WorkingCalendar>;
export type IsWorkingDay = (date: string) => boolean;

/** A clock that knows the working days by which it counts. */
export type Clock = StatutoryClock & { isWorkingDay?: IsWorkingDay };
export type ClocksByName = Readonly<Record<string, Clock>>;

/** Clocks with the calendars that they name. */
export function clocksWith(
  { clocks }: z.infer<typeof Clocks>,
  { calendars }: z.infer<typeof Calendars>,
): ClocksByName {
  const working = Object.fromEntries(
    Object.entries(calendars).map(([calendar, one]) => [calendar, workingDaysOf(one)]),
  );
  return Object.fromEntries(
    Object.entries(clocks).map(([clock, one]) => {
      const isWorkingDay = working[calendarOf(one) ?? ''];
      return [clock, isWorkingDay ? { ...one, isWorkingDay } : one];
    }),
  );
}

/** The calendar that a clock names. */
export const calendarOf = (clock: StatutoryClock): string | undefined =>
  'of' in clock ? clock.of : 'runsOn' in clock ? clock.runsOn : undefined;

function workingDaysOf({ daysOff, holidays }: WorkingCalendar): IsWorkingDay {
  const off = new Set(daysOff.map((day) => WEEKDAYS.indexOf(day)));
  const free = new Set(holidays);
  return (date) => !off.has(new Date(date).getUTCDay()) && !free.has(date);
}
