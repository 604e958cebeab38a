import fc from 'fast-check';
import { FACT_OUTCOMES } from '../../functions/ledger/facts.schema.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { type Findings, foldReport } from '../../functions/reporting/fold-report.ts';
import { ALL, Cell, WORLD } from '../../functions/reporting/report.schema.ts';
import { anyContributions } from '../kit/arbitraries.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const AT = new Date('2028-01-01T00:00:00Z');
const fold = (contributions: readonly Contribution[], label = '2026-H2'): Findings => {
  const period = somePeriod(label);
  return foldReport(tallyOf(contributions, period), { period, schemes: [SCHEMES.s1874a3_250], at: AT });
};
const placeOf = ({ series, country, instrument, measure, outcome }: Cell) =>
  [series, country, instrument, measure, outcome ?? ''].join('|');
const numbers = (cells: readonly Cell[]) => new Map(cells.map((cell) => [placeOf(cell), cell.low ?? 0]));

/** Some of them the same papers, filed again, and some whose place another took. */
const withPapers = (all: Contribution[]): Contribution[] =>
  all.map(({ facts, ...one }, index) => ({
    ...one,
    facts: {
      ...facts,
      ...(index % 3 === 0 ? { paper: String(facts.identifiers % 4).repeat(32) } : {}),
      ...(index % 7 === 0 ? { superseded: true } : {}),
    },
  }));

describe('the fold of a report', () => {
  test('does not depend on the order of contributions', () => {
    fc.assert(
      fc.property(
        anyContributions()
          .map(withPapers)
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => expect(fold(shuffled)).toEqual(fold(all)),
      ),
    );
  });

  test('counts every demand in exactly one outcome', () => {
    fc.assert(
      fc.property(anyContributions(), (all) => {
        const { cells, totals } = fold(all);
        const partition = cells.filter((cell) => cell.measure === 'demands');
        expect(partition.reduce((sum, cell) => sum + (cell.low ?? 0), 0)).toBe(all.length);
        const byPlace = numbers(totals);
        for (const total of totals.filter((cell) => cell.measure === 'demands' && cell.outcome === ALL))
          expect(
            FACT_OUTCOMES.reduce(
              (sum, outcome) => sum + (byPlace.get(placeOf({ ...total, outcome })) ?? 0),
              0,
            ),
          ).toBe(total.low);
      }),
    );
  });

  test('adds the halves of a year up to the year', () => {
    fc.assert(
      fc.property(
        anyContributions({ half: 1, prefix: 'a' }),
        anyContributions({ half: 2, prefix: 'b' }),
        (h1, h2) => {
          const year = fold([...h1, ...h2], '2026');
          const halves = [fold(h1, '2026-H1'), fold(h2, '2026-H2')];
          for (const part of ['cells', 'totals'] as const) {
            const sums = new Map<string, number>();
            for (const half of halves)
              for (const [place, number] of numbers(half[part]))
                sums.set(place, (sums.get(place) ?? 0) + number);
            expect(numbers(year[part])).toEqual(sums);
          }
        },
      ),
    );
  });

  test('says the same about everything else, whatever national-security process there is', () => {
    fc.assert(
      fc.property(
        anyContributions(),
        anyContributions({ series: 'national-security', prefix: 'ns' }),
        (told, secret) => {
          const without = fold(told);
          const beside = fold([...told, ...secret]);
          expect(beside.cells).toEqual(without.cells);
          expect(beside.totals).toEqual(without.totals);
          expect(beside.interim).toBe(without.interim);
        },
      ),
    );
  });

  test('prints of national-security process one band around the exact sum', () => {
    fc.assert(
      fc.property(anyContributions({ series: 'national-security' }), (secret) => {
        const [section] = fold(secret).nationalSecurity;
        const refused = ['rejected', 'redirected', 'withdrawn'];
        const ofUs = secret.filter(({ facts }) => facts.country === 'US' && !refused.includes(facts.outcome));
        const exact = {
          demands: ofUs.length,
          selectors: ofUs.reduce((sum, { facts }) => sum + facts.identifiers, 0),
        };
        expect(section?.cells.map((cell) => cell.measure)).toEqual(['demands', 'selectors']);
        for (const { measure, low, high, state } of section?.cells ?? []) {
          const count = exact[measure === 'selectors' ? 'selectors' : 'demands'];
          expect(state).toBe('band');
          expect((high ?? 0) - (low ?? 0) + 1).toBe(250);
          expect((low ?? 0) <= count && count <= (high ?? 0)).toBe(true);
        }
      }),
    );
  });

  test('mentions no national-security process outside the bands', () => {
    fc.assert(
      fc.property(anyContributions({ series: 'national-security' }), (secret) => {
        const { cells, totals } = fold(secret);
        for (const cell of [...cells, ...totals]) {
          expect(cell.series).not.toBe('national-security');
          expect(cell.country).toBe(WORLD);
          expect(cell.low ?? 0).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('keeps zero, not applicable and not reported apart', () => {
    fc.assert(
      fc.property(anyContributions(), (all) => {
        const findings = fold(all);
        const cells = [
          ...findings.cells,
          ...findings.totals,
          ...findings.nationalSecurity.flatMap(({ cells }) => cells),
        ];
        for (const cell of cells) {
          expect(Cell.safeParse(cell).success).toBe(true);
          if (cell.state === 'exact') expect(cell.low).toBe(cell.high);
          else if (cell.state === 'band') expect(cell.low).not.toBeNull();
          else expect([cell.low, cell.high]).toEqual([null, null]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
