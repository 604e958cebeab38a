import { foldReport } from '../../functions/reporting/fold-report.ts';
import { ALL, type Cell, WORLD } from '../../functions/reporting/report.schema.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const at = new Date('2027-01-01T00:00:00Z');
const fold = (contributions: Parameters<typeof tallyOf>[0], schemes = [SCHEMES.s1874a3_250]) =>
  foldReport(tallyOf(contributions, period), { period, schemes, at });

const find = (cells: readonly Cell[], wanted: Partial<Record<keyof Cell, unknown>>) =>
  cells.filter((cell) => Object.entries(wanted).every(([key, value]) => cell[key as keyof Cell] === value));

const total = (
  cells: readonly Cell[],
  series: Cell['series'],
  measure: Cell['measure'],
  outcome: Cell['outcome'] = null,
) => find(cells, { series, country: WORLD, instrument: ALL, measure, outcome })[0]?.low;

describe('a report', () => {
  test('counts a preservation in its own series and in no total', () => {
    const { totals } = fold([
      someContribution('d-1', { outcome: 'content' }),
      someContribution('d-2', {
        series: 'preservation',
        instrument: 'us/preservation-request',
        outcome: 'preserved',
      }),
    ]);
    expect(total(totals, 'preservation', 'demands', ALL)).toBe(1);
    expect(total(totals, ALL, 'demands', ALL)).toBe(1);
  });

  test('counts emergencies and civil process in series of their own and in the total', () => {
    const { totals } = fold([
      someContribution('d-1'),
      someContribution('d-2', { series: 'emergency', instrument: 'us/emergency-disclosure' }),
      someContribution('d-3', { series: 'civil', instrument: 'us/civil-subpoena' }),
    ]);
    expect(
      (['criminal', 'emergency', 'civil', ALL] as const).map((series) =>
        total(totals, series, 'demands', ALL),
      ),
    ).toEqual([1, 1, 1, 3]);
  });

  test('gives enterprise demands as a subset, for the world only', () => {
    const { cells, totals } = fold([
      someContribution('d-1', { enterprise: true, outcome: 'content' }),
      someContribution('d-2', { enterprise: true, outcome: 'redirected' }),
      someContribution('d-3'),
    ]);
    expect(find(cells, { measure: 'enterprise' }).every((cell) => cell.country === WORLD)).toBe(true);
    expect(total(totals, ALL, 'enterprise')).toBe(2);
    expect(total(totals, ALL, 'enterprise-disclosed')).toBe(1);
    expect(total(totals, ALL, 'demands', ALL)).toBe(3);
  });

  test('adds identifiers without removing doubles, and accounts beside them', () => {
    const { totals } = fold([
      someContribution('d-1', { identifiers: 3, accounts: 1 }),
      someContribution('d-2', { identifiers: 3, accounts: 4 }),
    ]);
    expect([total(totals, 'criminal', 'identifiers'), total(totals, 'criminal', 'accounts')]).toEqual([6, 5]);
  });

  test('counts secrecy of no national-security process', () => {
    const { totals } = fold([
      someContribution('d-1', { secrecy: true, notice: 'prohibited' }),
      someContribution('d-2', { series: 'national-security', secrecy: true, notice: 'prohibited' }),
    ]);
    expect([total(totals, ALL, 'secrecy'), total(totals, ALL, 'notice-prohibited')]).toEqual([1, 1]);
  });

  test('tells zeros, and that a preservation cannot disclose', () => {
    const { totals, nationalSecurity } = fold([]);
    expect(total(totals, 'civil', 'demands', ALL)).toBe(0);
    expect(
      find(totals, { series: 'preservation', outcome: 'content', country: WORLD, instrument: ALL })[0]?.state,
    ).toBe('not_applicable');
    expect(nationalSecurity[0]?.cells.map(({ low, high }) => [low, high])).toEqual([
      [0, 249],
      [0, 249],
    ]);
  });

  test('sums before it bands', () => {
    const contributions = Array.from({ length: 300 }, (_, index) =>
      someContribution(`d-${index}`, {
        series: 'national-security',
        instrument: index % 2 ? 'us/national-security-letter' : 'us/fisa-702-directive',
        identifiers: 2,
      }),
    );
    const [section] = fold(contributions).nationalSecurity;
    expect(section?.cells.map(({ measure, low, high }) => [measure, low, high])).toEqual([
      ['demands', 250, 499],
      ['selectors', 500, 749],
    ]);
  });

  test('keeps back what its structure delays, and says that it does', () => {
    const report = foldReport(tallyOf([someContribution('d-1', { series: 'national-security' })], period), {
      period,
      schemes: [SCHEMES.s1874a2_500],
      at: new Date('2027-01-02T00:00:00Z'),
    });
    const states = report.nationalSecurity[0]?.cells.map(({ instrument, state }) => `${instrument} ${state}`);
    expect(new Set(states)).toEqual(new Set(['national-security-letters band', 'fisa-content not_reported']));
  });

  test('has no annual band for half a year, nor a half-year band for a year', () => {
    const of = (label: string, scheme: (typeof SCHEMES)[keyof typeof SCHEMES]) =>
      foldReport(tallyOf([], somePeriod(label)), {
        period: somePeriod(label),
        schemes: [scheme],
        at: new Date('2030-01-01T00:00:00Z'),
      }).nationalSecurity[0]?.cells[0]?.state;
    expect(of('2026-H2', SCHEMES.s1874a4_100_annual)).toBe('not_applicable');
    expect(of('2026', SCHEMES.s1874a3_250)).toBe('not_applicable');
    expect(of('2026', SCHEMES.s1874a4_100_annual)).toBe('band');
  });

  test('refuses a contribution of another period', () => {
    expect(() => fold([someContribution('d-1', { receivedAt: '2027-01-01T00:00:00.000Z' })])).toThrow(
      expect.objectContaining({ name: 'InconsistentState' }),
    );
  });
});
