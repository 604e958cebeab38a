const DATE_LENGTH = 'YYYY-MM-DD'.length;
const DAY_MS = 86_400_000;

/** Whether a moment is a date without a time: it means the whole day in UTC. */
export const isBareDate = (moment: string): boolean => moment.length === DATE_LENGTH;

/** The UTC calendar date of a date or instant. */
export function utcDay(moment: string): string {
  if (isBareDate(moment)) return moment;
  const inUtc = moment.endsWith('Z') ? moment : new Date(moment).toISOString();
  return inUtc.slice(0, DATE_LENGTH);
}

/**
 * The first instant, in milliseconds, at which what lasts until a moment is over. A bare date ends with its day: until
 * 2027-05-16 is over at 2027-05-17T00:00:00.000Z. An instant is over at itself.
 */
export const endOf = (moment: string): number => Date.parse(moment) + (isBareDate(moment) ? DAY_MS : 0);

/** The same as the system writes instants. */
export const endInstant = (moment: string): string => new Date(endOf(moment)).toISOString();
