import {
  closedHalfYears,
  closedYears,
  halfYearOf,
  halfYearsIn,
  overlapping,
  parsePeriod,
} from '../../functions/reporting/period.ts';
import { somePeriod } from '../kit/some-period.ts';

describe('a period', () => {
  test('is half-open, in UTC', () => {
    expect(somePeriod('2026-H2').from.toISOString()).toBe('2026-07-01T00:00:00.000Z');
    expect(somePeriod('2026-H2').to.toISOString()).toBe('2027-01-01T00:00:00.000Z');
    expect(somePeriod('2026').to.toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  test('holds its first instant and not that of the next', () => {
    expect(halfYearOf('2026-06-30T23:59:59.999Z')).toBe('2026-H1');
    expect(halfYearOf('2026-07-01T00:00:00.000Z')).toBe('2026-H2');
    expect(halfYearOf('2027-01-01T00:00:00.000Z')).toBe('2027-H1');
  });

  test.each(['', '2026-H3', '2026-h1', '26-H1', '2026-H1 ', '0001-H1', '2026-Q1', '2026-H1/..'])(
    'is not %p',
    (label) => {
      expect(parsePeriod(label)).toBeUndefined();
    },
  );

  test('of a year is its two halves', () => {
    expect(halfYearsIn(somePeriod('2026'))).toEqual(['2026-H1', '2026-H2']);
    expect(halfYearsIn(somePeriod('2026-H1'))).toEqual(['2026-H1']);
    expect(overlapping(somePeriod('2026-H1'))).toEqual(['2026']);
    expect(overlapping(somePeriod('2026'))).toEqual(['2026-H1', '2026-H2']);
  });

  test('may be any other days, of which the second is not in it', () => {
    const { from, to, cadence } = somePeriod('2015-01-01--2015-06-01');
    expect([from.toISOString(), to.toISOString(), cadence]).toEqual([
      '2015-01-01T00:00:00.000Z',
      '2015-06-01T00:00:00.000Z',
      'span',
    ]);
    expect(halfYearsIn(somePeriod('2024-02-17--2025-01-01'))).toEqual(['2024-H1', '2024-H2']);
    expect(halfYearsIn(somePeriod('2024-12-31--2026-01-02'))).toEqual([
      ...['2024-H2', '2025-H1', '2025-H2', '2026-H1'],
    ]);
    expect(overlapping(somePeriod('2024-02-17--2025-01-01'))).toEqual([]);
  });

  test.each([
    ['ends before it begins', '2026-06-01--2026-01-01'],
    ['is empty', '2026-06-01--2026-06-01'],
    ['has a day that there never was', '2026-02-30--2026-06-01'],
    ['has no day', '2026-02--2026-06'],
    ['has a time', '2026-01-01T00:00:00Z--2026-06-01'],
    ['is an interval with a slash', '2026-01-01/2026-06-01'],
    ['is a half-year', '2026-01-01--2026-07-01'],
    ['is a year', '2026-01-01--2027-01-01'],
    ['never ends', '1999-01-01--2026-06-01'],
  ])('is no span that %s', (_, label) => {
    expect(parsePeriod(label)).toBeUndefined();
  });

  test('that is over comes newest first', () => {
    expect(closedHalfYears(new Date('2027-01-01T00:00:00Z'), 3)).toEqual(['2026-H2', '2026-H1', '2025-H2']);
    expect(closedHalfYears(new Date('2026-12-31T23:59:59Z'), 1)).toEqual(['2026-H1']);
    expect(closedYears(new Date('2027-03-01T00:00:00Z'), 2)).toEqual(['2026', '2025']);
  });
});
