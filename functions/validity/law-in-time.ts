import { isAfter } from './calendar.ts';
import type { Effective } from './rule.schema.ts';

/** Whether what is effective between two days is law on a UTC date. */
export function isLaw({ from, to }: Effective, day: string): boolean {
  return !isAfter(from, day) && (to === undefined || !isAfter(day, to));
}

/** Sorts after its day and before the next. */
const endOfDay = (day: string) => `${day}~`;

/**
 * Cuts time where law begins or ends, and picks what is law in each stretch: a day falls into one by its number, and
 * what is law on any day of it is law on all.
 */
export function stretchesOf<T extends { effective?: Effective | undefined }>(
  rules: readonly T[],
): { numberOf(day: string): number; lawIn: readonly (readonly T[])[] } {
  const cuts = [
    ...new Set(
      rules.flatMap(({ effective }) =>
        effective ? [effective.from, ...(effective.to === undefined ? [] : [endOfDay(effective.to)])] : [],
      ),
    ),
  ].sort();
  const lawIn = ['', ...cuts].map((cut) =>
    rules.filter(
      ({ effective }) =>
        !effective || (effective.from <= cut && (effective.to === undefined || cut <= effective.to)),
    ),
  );
  return {
    lawIn,
    numberOf: (day) => {
      let number = 0;
      for (const cut of cuts) if (cut <= day) number += 1;
      return number;
    },
  };
}
