import * as z from 'zod/mini';
import { endOf } from '../shared/calendar.ts';
import type { Period } from '../shared/demand.schema.ts';
import { instant } from '../shared/moment.schema.ts';

/** Half-open: `from` is inside, `to` is not. Both as the system writes instants, so that text order is time order. */
export const InstantRange = z.strictObject({ from: instant, to: instant });
export type InstantRange = z.infer<typeof InstantRange>;

/** All time that a paper can speak of. */
export const ALL_TIME: InstantRange = { from: '1970-01-01T00:00:00.000Z', to: '2199-12-31T23:59:59.999Z' };

const FINER_THAN_MS = /\.\d{3}\d*[1-9]/;

/** A paper's period as instants: a bare date means the whole day in UTC, so that an end date is the next midnight. */
export function rangeOf(period: Period): InstantRange {
  return {
    from: instantAt(period.from, Date.parse(period.from)),
    to: instantAt(period.to, endOf(period.to)),
  };
}

/** Where the paper is finer than our clock, both ends round up: `from` never widens, `to` loses nothing before it. */
function instantAt(moment: string, ms: number): string {
  const finer = FINER_THAN_MS.test(moment) ? 1 : 0;
  return new Date(ms + finer).toISOString();
}

/** What lies in all of the ranges; undefined when nothing does. */
export function intersection(first: InstantRange, ...others: InstantRange[]): InstantRange | undefined {
  let { from, to } = first;
  for (const other of others) {
    if (other.from > from) from = other.from;
    if (other.to < to) to = other.to;
  }
  return from < to ? { from, to } : undefined;
}
