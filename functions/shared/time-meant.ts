import type { Demand, Target } from './demand.schema.ts';
import { type InstantRange, rangeAt, rangeOf } from './instant-range.ts';

/** Over which time an identifier is meant: at the target's own moment, else over the demand's period, else now. */
export function timeMeant({ at }: Target, { period }: Pick<Demand, 'period'>, now: string): InstantRange {
  if (at !== undefined) return rangeAt(at);
  const range = period && rangeOf(period);
  return range && range.from < range.to ? range : rangeAt(now);
}
