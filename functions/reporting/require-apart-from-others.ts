import { problem } from '../shared/problem.ts';
import { type Period, parsePeriod } from './period.ts';

const DAY_MS = 86_400_000;

/**
 * Two spans that differ by a day tell by their difference what came on that day, and so may be single demands. So the days on
 * which published periods begin and end are the same, or lie so far apart that no sum of periods tells of less; every half-year
 * is, or will be, one of them.
 * @param days how far
 * @throws Problem 409 for a span that begins or ends too near to another period
 */
export function requireApartFromOthers(
  period: Period,
  { published, days }: { published: readonly string[]; days: number },
): void {
  if (period.cadence !== 'span') return;
  const others = published.flatMap((label) => parsePeriod(label) ?? []).flatMap(({ from, to }) => [from, to]);
  const own = [period.from, period.to];
  for (const edge of own)
    for (const other of [...others, ...halvesAround(edge), ...own])
      if (isNear(edge, other, days)) throw problem('span_too_near', { days });
}

const isNear = (one: Date, other: Date, days: number) => {
  const apart = Math.abs(one.getTime() - other.getTime());
  return apart > 0 && apart < days * DAY_MS;
};

/** The beginnings of half-years on both sides of a day. */
const halvesAround = (day: Date): Date[] =>
  [0, 6, 12].map((month) => new Date(Date.UTC(day.getUTCFullYear(), month, 1)));
