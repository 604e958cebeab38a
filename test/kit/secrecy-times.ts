import type { SecrecyTimes } from '../../functions/validity/decide/secrecy-times.ts';

const daysAfter = (from: string, days: number) =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString();

/** Times of silence of the tests' own, whatever the rulebook says. */
export const someTimes: SecrecyTimes = {
  heededUntil: (from) => daysAfter(from, 10),
  unfoundedUntil: (from) => daysAfter(from, 30),
  reviewAt: (_instrument, from) => daysAfter(from, 365),
};
