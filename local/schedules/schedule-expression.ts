import { Refused } from '../template/refused.ts';

/** When a schedule is due next, after an instant; undefined when never again. Milliseconds since 1970. */
export type Schedule = (after: number) => number | undefined;

const MINUTE = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 1440 * MINUTE };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const YEARS_AHEAD = 5;

type Field = (value: number) => boolean;

/** One field of a cron expression: lists of values, ranges and steps. Names stand for numbers. */
function field(
  text: string,
  lowest: number,
  highest: number,
  names: readonly string[],
  whole: string,
): Field {
  const read = (token: string): number => {
    const named = names.indexOf(token.toUpperCase());
    const number = named >= 0 ? named + lowest : Number(token);
    if (!Number.isInteger(number) || number < lowest || number > highest)
      throw new Refused([`the schedule ${whole}`]);
    return number;
  };
  const allowed = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    if (!(Number.isInteger(step) && step > 0)) throw new Refused([`the schedule ${whole}`]);
    const [from = '', to] = range.split('-');
    const isAny = range === '*' || range === '?';
    const start = isAny ? lowest : read(from);
    const end = isAny ? highest : to !== undefined ? read(to) : stepText === undefined ? start : highest;
    for (let value = start; value <= end; value += step) allowed.add(value);
  }
  return (value) => allowed.has(value);
}

/** `cron(minutes hours day-of-month month day-of-week year)` in UTC. L, W and # are refused. */
function cron(expression: string, whole: string): Schedule {
  const parts = expression.trim().split(/\s+/);
  const [minutes, hours, days, months, weekdays, years] = parts;
  if (parts.length !== 6 || !minutes || !hours || !days || !months || !weekdays || !years)
    throw new Refused([`the schedule ${whole}`]);
  const isMinute = field(minutes, 0, 59, [], whole);
  const isHour = field(hours, 0, 23, [], whole);
  const isDay = field(days, 1, 31, [], whole);
  const isMonth = field(months, 1, 12, MONTHS, whole);
  const isWeekday = field(weekdays, 1, 7, DAYS, whole);
  const isYear = field(years, 1970, 2199, [], whole);
  return (after) => {
    const at = new Date(Math.floor(after / MINUTE) * MINUTE + MINUTE);
    const last = at.getUTCFullYear() + YEARS_AHEAD;
    while (at.getUTCFullYear() <= last) {
      const dayFits =
        isYear(at.getUTCFullYear()) &&
        isMonth(at.getUTCMonth() + 1) &&
        isDay(at.getUTCDate()) &&
        isWeekday(at.getUTCDay() + 1);
      if (!dayFits) at.setUTCHours(24, 0, 0, 0);
      else if (!isHour(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0, 0, 0);
      else if (!isMinute(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1);
      else return at.getTime();
    }
    return undefined;
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export function scheduleExpression(expression: string, startedAt: number): Schedule {
  const [, kind = '', inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'cron') return cron(inner, expression);
  if (kind === 'at') {
    const at = Date.parse(`${inner}Z`);
    if (Number.isNaN(at)) throw new Refused([`the schedule ${expression}`]);
    return (after) => (at > after ? at : undefined);
  }
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
  const every = Number(count) * (UNIT_MS[unit ?? ''] ?? 0);
  if (!(kind === 'rate' && every > 0)) throw new Refused([`the schedule ${expression}`]);
  return (after) => startedAt + every * (Math.floor((after - startedAt) / every) + 1);
}
