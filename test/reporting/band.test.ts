import { bandOf } from '../../functions/reporting/band.ts';
import { drawBands } from '../../functions/reporting/draw-bands.ts';
import { printableFrom } from '../../functions/reporting/printable-from.ts';
import { BandScheme } from '../../functions/validity/law/band-scheme.schema.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { readTable } from '../kit/read-table.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const BANDS = readTable(new URL('us-bands.csv', import.meta.url));
const DATES = readTable(new URL('us-publication-dates.csv', import.meta.url));

describe('the band of a count', () => {
  for (const row of BANDS)
    test(`${row.exact_count} falls into the bands of the statute`, () => {
      for (const [column, scheme] of Object.entries(SCHEMES)) {
        const { low, high } = bandOf(Number(row.exact_count), scheme);
        expect(`${low}-${high}`).toBe(row[column]);
      }
    });

  test('is no number: a structure of bands that are one wide is none', () => {
    const { chosen: _chosen, ...scheme } = SCHEMES.s1874a3_250;
    expect(BandScheme.safeParse({ ...scheme, width: 2 }).success).toBe(true);
    expect(BandScheme.safeParse({ ...scheme, width: 1 }).success).toBe(false);
  });

  test('is as wide as the structure says and starts on its grid', () => {
    for (const scheme of Object.values(SCHEMES))
      for (let count = 0; count < 3000; count += 1) {
        const { low, high } = bandOf(count, scheme);
        expect([high - low + 1, low % scheme.width]).toEqual([scheme.width, scheme.base]);
        expect(low <= count && count <= high).toBe(true);
      }
  });

  test('does not exist for less than nothing', () => {
    expect(() => bandOf(-1, SCHEMES.s1874a3_250)).toThrow(RangeError);
    expect(() => bandOf(0.5, SCHEMES.s1874a3_250)).toThrow(RangeError);
  });
});

const delayOf: Record<string, { days: number } | { years: number }> = {
  '1874(a)(1)or(2) FISA': SCHEMES.s1874a2_500.categories[1].delay,
  '1874(a)(1)or(2) NSL': SCHEMES.s1874a2_500.categories[0].delay,
  '1874(a)(3) ALL': SCHEMES.s1874a3_250.categories[0].delay,
  '1874(a)(4) ALL': SCHEMES.s1874a4_100_annual.categories[0].delay,
};

/** An order on a service that never had one waits longer, by its own day. */
const ONE_ORDER = /new platform/;

describe('when a period may be printed', () => {
  for (const row of DATES.filter(({ data_kind: kind }) => !ONE_ORDER.test(`${kind}`)))
    test(`${row.data_kind} of ${row.period_start} to ${row.period_end} on ${row.publication_date}: ${row.allowed}`, () => {
      const delay = delayOf[`${row.structure} ${row.data_kind}`];
      if (delay === undefined) throw new Error('a row of no structure');
      const to = new Date(Date.parse(`${row.period_end}`) + 86_400_000);
      const allowed = new Date(`${row.publication_date}T00:00:00Z`) >= printableFrom({ delay }, { to });
      expect(allowed ? 'yes' : 'no').toBe(row.allowed);
    });

  for (const row of DATES.filter(({ data_kind: kind }) => ONE_ORDER.test(`${kind}`)))
    test(`${row.data_kind}, on ${row.publication_date}: ${row.allowed}`, () => {
      const scheme = { ...SCHEMES.s1874a2_500, width: 1, newPlatform: { days: 540 } };
      const period = somePeriod('2025-H1');
      const order = { series: 'national-security', instrument: 'us/fisa-702-directive' } as const;
      const received = { receivedAt: '2025-03-10T12:00:00.000Z' };
      const tally = tallyOf(
        [
          someContribution('c-1', { ...order, ...received }),
          someContribution('c-2', { ...order, ...received, newPlatform: true }),
        ],
        period,
      );
      const at = new Date(`${row.publication_date}T00:00:00Z`);
      const [cell] = drawBands(tally.secret, { scheme, period, at }).cells.filter(
        ({ instrument }) => instrument === 'fisa-content',
      );
      expect(cell?.low).toBe(`${row.allowed}`.startsWith('exclude') ? 1 : 2);
    });

  test('never an open period, even without a delay', () => {
    const period = { to: new Date('2027-01-01') };
    expect(printableFrom({ delay: { days: 0 } }, period)).toEqual(period.to);
  });
});
