import { foldReport } from '../../functions/reporting/fold-report.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
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
