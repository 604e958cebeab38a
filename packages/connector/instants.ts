import type { InstantRange } from './contract.ts';

/** All time that a grant can speak of. */
export const ALL_TIME: InstantRange = { from: '1970-01-01T00:00:00.000Z', to: '2199-12-31T23:59:59.999Z' };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether a value is an instant as the system writes them, such as `2026-11-23T09:00:00.000Z`, and in the calendar. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value && isWithin(value, ALL_TIME);
}

export const isWithin = (at: string, { from, to }: InstantRange): boolean => at >= from && at < to;

/** Standing facts, such as a name, have no instant; everything else has one. */
export const isStanding = (item: string): boolean => item.split('.', 1)[0] === 'subscriber';
