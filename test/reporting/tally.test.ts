import type { Facts } from '../../functions/ledger/facts.schema.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const letters = (count: number, outcome: 'pending' | 'rejected' | 'withdrawn' | 'non-content') =>
  Array.from({ length: count }, (_, index) => ({
    period: '2026-H2',
    demandId: `d-${outcome}-${index}`,
    seq: 1,
    facts: sampleFacts({
      series: 'national-security',
      instrument: 'us/national-security-letter',
      identifiers: 1,
      outcome,
    }),
  }));
const demandsBand = (contributions: ReturnType<typeof letters>) => {
  const report = foldReport(tallyOf(contributions, period), {
    period,
    schemes: [SCHEMES.s1874a3_250],
    at: new Date('2027-01-02T00:00:00Z'),
  });
  return report.nationalSecurity[0]?.cells.find(({ measure }) => measure === 'demands')?.low;
};

describe('a band', () => {
  it('counts process that we had to comply with, decided or not', () => {
    expect(demandsBand([...letters(125, 'pending'), ...letters(125, 'non-content')])).toBe(250);
  });

  it('is not moved by papers that we refused', () => {
    expect(demandsBand([...letters(249, 'non-content'), ...letters(600, 'rejected')])).toBe(0);
  });
});

describe('a paper that was filed more than once', () => {
  const paper = 'a'.repeat(32);
  const filed = (demandId: string, facts: Partial<Facts> = {}) =>
    someContribution(demandId, { paper, identifiers: 1, ...facts });
  const told = (contributions: Contribution[]) => {
    const { totals } = foldReport(tallyOf(contributions, period), { period, schemes: [], at: period.to });
    const of = (measure: string, outcome: string | null = null) =>
      totals.find(
        (cell) =>
          cell.series === 'ALL' &&
          cell.country === 'WORLD' &&
          cell.measure === measure &&
          cell.outcome === outcome,
      )?.low;
    return [of('demands', 'ALL'), of('demands', 'content'), of('identifiers'), of('duplicates')];
  };

  it('counts once, in whatever order it is read, as the filing that came furthest', () => {
    const thrice = [
      filed('d-1', { outcome: 'rejected' }),
      filed('d-2', { outcome: 'content' }),
      filed('d-3'),
    ];
    for (const order of [thrice, [...thrice].reverse(), [thrice[1], thrice[0], thrice[2]]])
      expect(told(order.filter((one) => one !== undefined))).toEqual([1, 1, 1, 2]);
  });

  it('is not another paper, and not one of another half-year', () => {
    expect(told([filed('d-1'), filed('d-2', { paper: 'b'.repeat(32) }), someContribution('d-3')])[0]).toBe(3);
    const year = somePeriod('2026');
    const both = [filed('d-1', { receivedAt: '2026-02-01T00:00:00.000Z' }), filed('d-2')];
    const { cells } = foldReport(tallyOf(both, year), { period: year, schemes: [], at: year.to });
    expect(cells.find(({ outcome }) => outcome === 'pending')?.low).toBe(2);
  });

  it('leaves no row of its country behind where another filing counts', () => {
    const moved = [
      filed('d-1', { country: 'DE', outcome: 'rejected' }),
      filed('d-2', { outcome: 'content' }),
    ];
    for (const order of [moved, [...moved].reverse()]) {
      const { cells } = foldReport(tallyOf(order, period), { period, schemes: [], at: period.to });
      expect(cells.some(({ country }) => country === 'DE')).toBe(false);
    }
  });

  it('moves no band twice', () => {
    const secret = Array.from({ length: 400 }, (_, index) =>
      filed(`c-${index}`, { series: 'national-security', instrument: 'us/national-security-letter' }),
    );
    const report = foldReport(tallyOf(secret, period), {
      period,
      schemes: [SCHEMES.s1874a3_250],
      at: new Date('2027-01-02T00:00:00Z'),
    });
    expect(report.nationalSecurity[0]?.cells[0]?.low).toBe(0);
  });
});

describe('a paper whose place another took', () => {
  it('is in no number but its own', () => {
    const tally = tallyOf(
      [someContribution('d-1', { outcome: 'withdrawn', superseded: true }), someContribution('d-2')],
      period,
    );
    expect([...tally.rows.values()].map(({ outcomes }) => [outcomes.pending, outcomes.withdrawn])).toEqual([
      [1, 0],
    ]);
    expect(tally.world.get('criminal')?.superseded).toBe(1);
  });

  it.each(['content', 'non-content'] as const)(
    'counts where it gave %s, whatever is filed after it',
    (outcome) => {
      const tally = tallyOf(
        [
          someContribution('d-1', { outcome, superseded: true }),
          someContribution('d-2', { outcome: 'withdrawn' }),
        ],
        period,
      );
      const [row] = tally.rows.values();
      expect([row?.outcomes[outcome], row?.outcomes.withdrawn]).toEqual([1, 1]);
      expect(tally.world.get('criminal')?.superseded).toBe(0);
    },
  );
});

describe('a country', () => {
  it.each([
    ['UK', 'GB'],
    ['XX', 'ZZ'],
    ['DE', 'DE'],
  ])('that was written as %s counts as %s', (written, counted) => {
    const [row] = tallyOf([someContribution('d-1', { country: written })], period).rows.values();
    expect(row?.country).toBe(counted);
  });
});
