import { endOf } from './calendar.ts';
import type { Period } from './demand.schema.ts';

/** Days and instants as a half-open range of milliseconds; a bare end date means the whole of that day. */
export function rangeOf({ from, to }: Period): { from: number; to: number } {
  return { from: Date.parse(from), to: endOf(to) };
}

/** Whether `inner` lies within `outer`; within no limit lies everything. */
export function isWithin(inner: Period, outer: Period | undefined): boolean {
  if (!outer) return true;
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  return a.from < a.to && b.from <= a.from && a.to <= b.to;
}
