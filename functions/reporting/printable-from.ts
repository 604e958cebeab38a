import type { BandCategory, Delay } from '../validity/law/band-scheme.schema.ts';
import type { Period } from './period.ts';

/** A bare day plus a delay. 29 February plus a year is 1 March. */
export function later(day: Date, delay: Delay): Date {
  const moved = new Date(day);
  if ('days' in delay) moved.setUTCDate(moved.getUTCDate() + delay.days);
  else moved.setUTCFullYear(moved.getUTCFullYear() + delay.years);
  return moved;
}

/**
 * The first instant at which a category may be printed for a period: the last day of the period plus the delay, and
 * never before the period is over.
 */
export function printableFrom({ delay }: Pick<BandCategory, 'delay'>, period: Pick<Period, 'to'>): Date {
  const lastDay = new Date(period.to);
  lastDay.setUTCDate(lastDay.getUTCDate() - 1);
  const waited = later(lastDay, delay);
  return new Date(Math.max(waited.getTime(), period.to.getTime()));
}
