import * as z from 'zod/mini';
import { endOf, isBareDate } from './calendar.ts';
import type { Period } from './demand.schema.ts';
import { instant } from './moment.schema.ts';

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

/** A moment as a range: a bare date means the whole day in UTC, an instant the millisecond that it lies in. */
export function rangeAt(moment: string): InstantRange {
  const start = Date.parse(moment);
  const end = isBareDate(moment) ? endOf(moment) : start + 1;
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}

/** Where the paper is finer than our clock, both ends round up: `from` never widens, `to` loses nothing before it. */
function instantAt(moment: string, ms: number): string {
  const finer = FINER_THAN_MS.test(moment) ? 1 : 0;
  return new Date(ms + finer).toISOString();
}

/** What lies in any of the ranges: in order, and with gaps between them. */
export function union(ranges: readonly InstantRange[]): InstantRange[] {
  const joined: InstantRange[] = [];
  for (const range of [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1);
    if (!last || last.to < range.from) joined.push({ ...range });
    else if (range.to > last.to) last.to = range.to;
  }
  return joined;
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

/** What lies in any of the ranges and in none of those that are taken away: in order, and with gaps between them. */
export function without(ranges: readonly InstantRange[], taken: readonly InstantRange[]): InstantRange[] {
  const { from: first, to: last } = ALL_TIME;
  let left = union(ranges);
  for (const { from, to } of taken)
    left = left.flatMap((range) =>
      [
        { from: first, to: from },
        { from: to, to: last },
      ].flatMap((side) => intersection(range, side) ?? []),
    );
  return left;
}

/** What lies in any of the first ranges and in any of the second. */
export function shared(first: readonly InstantRange[], second: readonly InstantRange[]): InstantRange[] {
  return union(first.flatMap((one) => second.flatMap((other) => intersection(one, other) ?? [])));
}
