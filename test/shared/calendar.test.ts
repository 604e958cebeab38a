import { describe, expect, it, test } from '@jest/globals';
import { endInstant, endOf, isBareDate, utcDay } from '../../functions/shared/calendar.ts';

describe('the end of what lasts until a moment', () => {
  test.each([
    ['2027-05-16', '2027-05-17T00:00:00.000Z'],
    ['2028-02-29', '2028-03-01T00:00:00.000Z'],
    ['2027-12-31', '2028-01-01T00:00:00.000Z'],
    ['2027-05-16T17:00:00Z', '2027-05-16T17:00:00.000Z'],
    ['2027-05-16T17:00:00-07:00', '2027-05-17T00:00:00.000Z'],
    ['2027-05-16T17:00Z', '2027-05-16T17:00:00.000Z'],
  ])('until %s is %s', (until, end) => {
    expect(endInstant(until)).toBe(end);
    expect(endOf(until)).toBe(Date.parse(end));
  });
});

describe('a moment', () => {
  it('is a bare date where it has no time', () => {
    expect(['2027-05-16', '2027-05-16T00:00:00Z'].map(isBareDate)).toEqual([true, false]);
  });

  it('falls on a day in UTC, whatever the zone of the paper', () => {
    expect(utcDay('2026-11-08')).toBe('2026-11-08');
    expect(utcDay('2026-11-08T23:59:59Z')).toBe('2026-11-08');
    expect(utcDay('2026-11-08T20:00:00-08:00')).toBe('2026-11-09');
  });
});
