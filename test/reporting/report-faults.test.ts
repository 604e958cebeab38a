import { composeEdition } from '../../functions/reporting/compose-edition.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import {
  ALL,
  type BandCell,
  Cell,
  type Report,
  type ToldCell,
} from '../../functions/reporting/report.schema.ts';
import { reportFaults } from '../../functions/reporting/report-faults.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const at = new Date('2027-07-15T00:00:00Z');
const schemes = [SCHEMES.s1874a2_500];

function drawn(): Report {
  const contributions = [
    someContribution('d-1', { outcome: 'content', identifiers: 3, narrowed: true }),
    someContribution('d-2', { outcome: 'rejected', country: 'DE', secrecy: true }),
    someContribution('d-3', { series: 'preservation', outcome: 'preserved' }),
    someContribution('d-4', { series: 'national-security', instrument: 'us/national-security-letter' }),
  ];
  const report = composeEdition(foldReport(tallyOf(contributions, period), { period, schemes, at }), {
    period,
    before: undefined,
    at,
  });
  if (!report) throw new Error('a report was expected');
  return report;
}

const told =
  (wanted: Partial<ToldCell>, change: Partial<ToldCell>) =>
  (report: Report): Report => {
    const changed = (cells: ToldCell[]) =>
      cells.map((cell) =>
        Object.entries(wanted).every(([key, value]) => cell[key as keyof ToldCell] === value)
          ? { ...cell, ...change }
          : cell,
      );
    return { ...report, cells: changed(report.cells), totals: changed(report.totals) };
  };
const banded =
  (change: Partial<BandCell>) =>
  (report: Report): Report => ({
    ...report,
    nationalSecurity: report.nationalSecurity.map((section) => ({
      ...section,
      cells: section.cells.map((cell, index) => (index === 0 ? { ...cell, ...change } : cell)),
    })),
  });

describe('a report', () => {
  test('that is sound has no fault', () => {
    expect(reportFaults(drawn(), { schemes })).toEqual([]);
  });

  /** Mistakes that published reports were seen to have. */
  test.each<[string, (report: Report) => Report, string[]]>([
    ['a band of the wrong width', banded({ low: 24_000, high: 24_999 }), ['band']],
    ['a band that begins off its grid', banded({ low: 100, high: 599 }), ['band']],
    ['a low end that was raised without a word', banded({ low: 1, high: 499 }), ['band']],
    [
      'a column that slipped by a row',
      told(
        { country: 'US', instrument: ALL, series: 'criminal', outcome: 'content' },
        { low: 269, high: 269 },
      ),
      ['partition', 'total'],
    ],
    [
      'a total that is off by one',
      told({ series: ALL, country: 'WORLD', measure: 'identifiers' }, { low: 5, high: 5 }),
      ['total'],
    ],
    [
      'a number where there is none to tell',
      told({ state: 'not_applicable' }, { low: 0, high: 0 }),
      ['state'],
    ],
    [
      'a blank for a zero',
      told({ outcome: 'pending', series: 'criminal' }, { low: null, high: null }),
      ['state'],
    ],
    ['a name in place of a code', told({ country: 'DE' }, { country: 'North Korea' }), ['country']],
    ['a code that ISO gave to nobody', told({ country: 'DE' }, { country: 'UK' }), ['country']],
    [
      'more disclosures of less than there were demands',
      told({ measure: 'narrowed' }, { low: 9, high: 9 }),
      ['subset', 'total'],
    ],
    [
      'two structures over the same days',
      (report) => ({ ...report, nationalSecurity: [...report.nationalSecurity, ...report.nationalSecurity] }),
      ['structure'],
    ],
    ['a band before its delay', (report) => ({ ...report, asOf: '2027-02-01T00:00:00.000Z' }), ['delay']],
    ['a band of an open period', (report) => ({ ...report, interim: true }), ['delay']],
    [
      'a cell that was restated without a reason',
      (report) => ({ ...report, supersedes: 1, changes: [{ before: null, after: report.cells[0] ?? null }] }),
      ['reason'],
    ],
  ])('has a fault with %s', (_, change, faults) => {
    const before = drawn();
    const found = reportFaults(change(before), { schemes });
    expect(found).toEqual(expect.arrayContaining(faults));
    expect(faults).toContain(found[0]);
  });

  test('of a year has one where it is not the sum of its halves', () => {
    const half = drawn();
    expect(reportFaults(half, { schemes, halves: [half] })).toEqual([]);
    expect(reportFaults(half, { schemes, halves: [half, half] })).toEqual(['year']);
  });
});

describe('a cell', () => {
  const exact = {
    series: 'criminal',
    country: 'US',
    instrument: ALL,
    measure: 'demands',
    outcome: 'content',
    low: 1,
    high: 1,
    state: 'exact',
    unit: 'demands',
  } as const;

  test.each([
    ['text in a number', { low: '11,000 - 12,000' }],
    ['a sentinel', { low: -1, high: -1 }],
    ['an exact number of national-security process', { series: 'national-security' }],
    ['a band of what is told exactly', { state: 'band', high: 249 }],
    ['selectors outside the bands', { measure: 'identifiers', unit: 'selectors' }],
  ])('never has %s', (_, change) => {
    expect([Cell.safeParse(exact).success, Cell.safeParse({ ...exact, ...change }).success]).toEqual([
      true,
      false,
    ]);
  });
});
