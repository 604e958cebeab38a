import { mailDate } from '../../functions/disclosure/mail-date.ts';
import { uncommented } from '../../functions/disclosure/mail-evidence.ts';
import { instantOf } from '../../functions/disclosure/stamps.ts';
import { dateTime, stampOf, withoutComments } from '../../scripts/verify/date-time.ts';

const written = (text: string) => mailDate(uncommented(text));
const verified = (text: string) => dateTime(withoutComments(text));
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

const DATES: [string, string][] = [
  ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 1997 09:55 GMT', '1997-11-21T09:55:00.000Z'],
  ['21 nov 97 09:55:06 gmt', '1997-11-21T09:55:06.000Z'],
  ['1 Jan 26 10:00 EST', '2026-01-01T15:00:00.000Z'],
  ['1 Jan 49 10:00 UT', '2049-01-01T10:00:00.000Z'],
  ['1 Jan 50 10:00 UT', '1950-01-01T10:00:00.000Z'],
  ['1 Jan 126 10:00 UT', '2026-01-01T10:00:00.000Z'],
  ['Thu,\t13\tFeb\t1969\t23:32\t-0330', '1969-02-14T03:02:00.000Z'],
  [
    'Thu (the day (of Thor)), 13 (x) Feb(y)1969 23:32 (about) -0330 (Newfoundland (Time))',
    '1969-02-14T03:02:00.000Z',
  ],
  ['Thu , 13 Feb 1969 23 : 32 : 00 -0330', '1969-02-14T03:02:00.000Z'],
  ['1 Jan 2026 10:00:00 Z', '2026-01-01T10:00:00.000Z'],
  ['1 Jan 2026 10:00:00 a', '2026-01-01T10:00:00.000Z'],
  ['1 Jan 2026 10:00:00 CEST', '2026-01-01T10:00:00.000Z'],
  ['1 Jan 2026 10:00:00 PDT', '2026-01-01T17:00:00.000Z'],
  ['1 Jan 2026 10:00:00GMT', '2026-01-01T10:00:00.000Z'],
  ['29 Feb 2024 23:59:60 +0000', '2024-03-01T00:00:00.000Z'],
  ['31 Dec 9999 23:59:59 +0000', '9999-12-31T23:59:59.000Z'],
  ['1 Jan 2026 10:00:00 +0000 and a tail', '2026-01-01T10:00:00.000Z'],
  ['1 Jan 2026 10:00:00 +0000 (a \\) comment', '2026-01-01T10:00:00.000Z'],
];

const NO_DATES = [
  '',
  ' ',
  'id 7',
  'relay 4',
  '2013',
  'yesterday',
  'Mon, 30 Feb 2026 10:00:00 +0000',
  '29 Feb 2026 10:00:00 +0000',
  '31 Apr 2026 10:00:00 +0000',
  '0 Jan 2026 10:00:00 +0000',
  '32 Jan 2026 10:00:00 +0000',
  '1 Jan 2026 24:00:00 +0000',
  '1 Jan 2026 10:60:00 +0000',
  '1 Jan 2026 10:00:61 +0000',
  '1 Jan 2026 10:00:00 +0060',
  '1 Jan 2026 10:00:00',
  '1 Jan 2026 9:00:00 +0000',
  '1 Jan 2026 10:00:00 +00:00',
  '1 Jan 2026 10:00:00 +00000',
  '1 Jan 2026 10:00:00+0000',
  '1 Jan 2026 10:00:00 J',
  '1 Jan 2026 10:00:00 id 7',
  '1 Jan 2026 10:00:00 with',
  '1 Jan 2026 10:00:00 (+0000)',
  '31 Dec 9999 23:59:59 -0001',
  '1 Jan 1899 10:00:00 +0000',
  '1 Jan 12026 10:00:00 +0000',
  '1 Jan 6 10:00:00 +0000',
  'Tue, 1 Jan 2026 10:00:00 +0000',
  'Thu 1 Jan 2026 10:00:00 +0000',
  '1 January 2026 10:00:00 +0000',
  'Jan 1 2026 10:00:00 +0000',
  '1-Jan-2026 10:00:00 +0000',
  '2026-01-01T10:00:00Z',
  '1 Jan 2026 (10:00:00 +0000',
  '"1 Jan 2026 10:00:00 +0000"',
];

describe('a date of mail', () => {
  it.each(DATES)('%s is %s', (text, expected) => {
    expect([iso(written(text)), iso(verified(text))]).toEqual([expected, expected]);
  });

  it.each(NO_DATES)('is not %j', (text) => {
    expect([written(text), verified(text)]).toEqual([undefined, undefined]);
  });

  it('is told in time, however long the text is', () => {
    const started = Date.now();
    for (const part of [' ', '(', ')', '()', '1', 'Mon, ', '\\', '"', '\t'])
      for (const text of [part.repeat(50_000), `1 Jan 2026 10:00:00${part.repeat(50_000)}`])
        expect(written(text)).toBe(verified(text));
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('a stamp', () => {
  it.each([
    ['2026-02-28T10:00:00.5+02:00', '2026-02-28T08:00:00.500Z'],
    ['2026-02-28t10:00:00.123456789z', '2026-02-28T10:00:00.123Z'],
    ['2024-02-29 23:59:60Z', '2024-03-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59-00:30', '1970-01-01T00:29:59.000Z'],
    ['Sat, 01 Jan 2000 00:00:12 +0000', '2000-01-01T00:00:12.000Z'],
  ])('%s is %s', (text, expected) => {
    expect([iso(instantOf(text)), iso(stampOf(text))]).toEqual([expected, expected]);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '2026',
    '1790000000',
    'now',
  ])('is not %s', (text) => {
    expect([instantOf(text), stampOf(text)]).toEqual([undefined, undefined]);
  });
});
