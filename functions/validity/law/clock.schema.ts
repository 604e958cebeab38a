import * as z from 'zod/mini';
import { CLOCK_ENDS, CLOCK_ROLES } from '../../ledger/parts/clock.part.ts';
import { STATUSES } from '../../ledger/statuses.ts';
import { calendarDate } from '../../shared/moment.schema.ts';
import { name, sentence, some } from './text.schema.ts';

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

/** Dates of a demand that steps begin to watch, by the name that they use. */
export const DESK_CLOCKS = [
  ...(['answer', 'return', 'execution', 'order-end', 'suspension', 'preservation'] as const),
  ...(['hold', 'hold-emergency', 'review', 'review-emergency', 'release'] as const),
  ...(['objection', 'process-debt', 'emergency-review', 'failed', 'question', 'counsel'] as const),
  ...(['silence-order', 'silence-review'] as const),
] as const;
export type DeskClockName = (typeof DESK_CLOCKS)[number];

const hours = z.int().check(z.minimum(1), z.maximum(24 * 366));

/**
 * What the desk does with a date of a demand. `escalate` calls people when it passed, again and again; `tell` says once that
 * somebody's time is over; what `ends` is ended by the service itself. No date lets anything out.
 */
export const DeskClock = z.strictObject({
  ...about,
  says: sentence,
  /** Statutory times that pages name as deadlines and that are watched like this. */
  for: z.optional(some(name)),
  /** How long it runs by itself, where no paper gives its end: a time of `clocks`. */
  lasts: z.optional(name),
  /** What we are to do by then is as lawful after it: nothing is checked again because we are late. */
  task: z.optional(z.literal(true)),
  /** How many hours before its end people are warned. */
  warn: z.array(hours),
  atEnd: z.enum(CLOCK_ENDS),
  to: some(z.enum(CLOCK_ROLES)),
  /** So often; `after` that so many hours apart, without an end. */
  repeat: z.optional(
    z.strictObject({ hours, times: z.int().check(z.minimum(1), z.maximum(60)), after: z.optional(hours) }),
  ),
  /** It runs while the demand is in one of these; absent: until it is stopped. */
  runs: z.optional(some(z.enum(STATUSES))),
});
export type DeskClock = z.infer<typeof DeskClock>;

/** clocks.yaml: every statutory time, by the name that pages use, and what the desk does with the dates of a demand. */
export const Clocks = z.strictObject({
  clocks: z.record(z.string(), StatutoryClock),
  desk: z.record(z.string(), DeskClock),
});

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
