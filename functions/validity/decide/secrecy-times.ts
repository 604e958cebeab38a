import { endInstant } from '../../shared/calendar.ts';
import { endOfClock } from '../law/calendar.ts';
import { isLaw } from '../law/effective.ts';
import type { Rulebook } from './rulebook.ts';

/** The times that rulebook/secrecy.yaml gives, as instants. */
export type SecrecyTimes = {
  /** Until when an order is heeded on which nobody has decided. */
  heededUntil(from: string): string;
  /** Until when the customer is not told though what would bind us is missing. */
  unfoundedUntil(from: string): string;
  /** When silence without an end is looked at again. */
  reviewAt(instrument: string, from: string): string;
};

export function secrecyTimes({
  general: { secrecy },
  clocks,
}: Pick<Rulebook, 'general' | 'clocks'>): SecrecyTimes {
  const end = (name: string, from: string) => {
    const clock = clocks[name];
    if (!clock) throw new RangeError(`no clock ${name}`);
    return endInstant(endOfClock(clock, from));
  };
  return {
    heededUntil: (from) => end(secrecy.unexamined.clock, from),
    unfoundedUntil: (from) => end(secrecy.unfounded.clock, from),
    reviewAt: (instrument, from) => {
      const day = from.slice(0, 'YYYY-MM-DD'.length);
      const found = secrecy.reviews.find(
        ({ instruments, effective }) =>
          (instruments?.includes(instrument) ?? true) && (effective === undefined || isLaw(effective, day)),
      );
      return end(found?.clock ?? secrecy.unexamined.clock, from);
    },
  };
}
