import { describe, expect, it, test } from '@jest/globals';
import { utcDay } from '../../../functions/shared/calendar.ts';
import { addDays, earliest, endOfClock, isAfter } from '../../../functions/validity/law/calendar.ts';

const about = { title: 'a clock', citation: 'a statute' };

describe('calendar', () => {
  test.each([
    ['2026-11-23', 90, '2027-02-21'],
    ['2028-01-31', 90, '2028-04-30'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i days is %s', (start, days, end) => {
    expect(addDays(start, days)).toBe(end);
  });

  test.each([
    ['2026-08-31', 3, '2026-11-30'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2026-11-15', 3, '2027-02-15'],
  ])('%s and %i months is %s', (start, months, end) => {
    expect(endOfClock({ ...about, months }, start)).toBe(end);
  });

  it('counts hours from an instant, across the end of daylight saving time', () => {
    expect(endOfClock({ ...about, hours: 8 }, '2026-11-01T00:30:00-07:00')).toBe('2026-11-01T15:30:00Z');
  });

  it('counts days in UTC whatever the zone of the paper', () => {
    expect(utcDay('2026-11-08T20:00:00-08:00')).toBe('2026-11-09');
    expect(endOfClock({ ...about, days: 10 }, '2026-11-19T23:30:00-05:00')).toBe('2026-11-30');
  });

  it('lets a bare date last until its day is over', () => {
    expect(isAfter('2026-11-23T23:59:59Z', '2026-11-23')).toBe(false);
    expect(isAfter('2026-11-24T00:00:00Z', '2026-11-23')).toBe(true);
    expect(isAfter('2026-11-23T10:00:01Z', '2026-11-23T10:00:00Z')).toBe(true);
  });

  it('finds the earliest of several moments', () => {
    expect(earliest(['2026-11-23', '2026-11-20T10:00:00Z', '2026-12-01'])).toBe('2026-11-20T10:00:00Z');
    expect(earliest([])).toBeUndefined();
  });
});
