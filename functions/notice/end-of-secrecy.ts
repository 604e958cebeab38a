const DAY_MS = 86_400_000;
const DATE_LENGTH = '2026-11-23'.length;

/**
 * The first instant after a secrecy duty that lasts until a moment. A date without time lasts to its end in UTC:
 * until 2027-05-16 is over at 2027-05-17T00:00:00.000Z. An instant is over at itself.
 */
export function endOfSecrecy(until: string): string {
  const wholeDay = until.length === DATE_LENGTH;
  return new Date(Date.parse(until) + (wholeDay ? DAY_MS : 0)).toISOString();
}
