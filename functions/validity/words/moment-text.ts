import type { Effective } from '../law/effective.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2026-10-07` is `7 October 2026`; an instant in UTC has its time behind it. Anything else stays as it is. */
export function momentText(moment: string): string {
  const [, year, month, day, time] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)Z)?$/.exec(moment) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || name === undefined) return moment;
  return `${Number(day)} ${name} ${year}${time === undefined ? '' : `, ${time.replace(/^(\d{2}:\d{2}):00$/, '$1')} UTC`}`;
}

/** First and last day on which something is law. */
export const forceText = ({ from, to }: Effective): string =>
  `From ${momentText(from)}${to === undefined ? '' : ` to ${momentText(to)}`}; the day of service decides.`;
