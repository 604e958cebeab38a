import { existsSync } from 'node:fs';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { percent } from '../../functions/reporting/percent.ts';
import { ALL, type Cell, WORLD } from '../../functions/reporting/report.schema.ts';
import { someContribution } from '../kit/ledgers.ts';
import { readTable } from '../kit/read-table.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

/** A table that a provider published; not part of this repository. */
const TABLE = new URL('../../../shared/golden/microsoft-2013-h1.csv', import.meta.url);
const isHere = existsSync(TABLE);
/** Without it, what was published of one country and of the world stands for it. */
const PUBLISHED: Record<string, string>[] = [
  ['US', 7014, 18_809, 749, 4569, 1108, 588],
  ['TR', 37_196 - 7014, 66_539 - 18_809, 817 - 749, 28_698 - 4569, 6770 - 1108, 911 - 588],
].map(([country, requests, accounts, content, noncontent, no_data, rejected]) =>
  Object.fromEntries(
    Object.entries({ country, requests, accounts, content, noncontent, no_data, rejected }).map(
      ([column, value]) => [column, String(value)],
    ),
  ),
);
const rows = isHere ? readTable(TABLE) : PUBLISHED;
const OUTCOMES = {
  content: 'content',
  noncontent: 'non-content',
  no_data: 'no-data',
  rejected: 'rejected',
} as const;

/** One contribution for each demand that a row stands for; the row's accounts all on its first demand. */
function contributionsOf(row: Record<string, string>) {
  const country = row.country ?? '';
  return Object.entries(OUTCOMES)
    .flatMap(([column, outcome]) =>
      Array.from({ length: Number(row[column]) }, (_, index) =>
        someContribution(`d-${country}-${outcome}-${index}`, { ...facts, country, outcome }),
      ),
    )
    .map((contribution, index) => ({
      ...contribution,
      facts: { ...contribution.facts, identifiers: index === 0 ? Number(row.accounts) : 0 },
    }));
}

const facts: Partial<Facts> = { receivedAt: '2013-04-01T00:00:00.000Z', accounts: 0 };

describe('Microsoft’s table of January to June 2013', () => {
  const period = somePeriod('2013-H1');
  const { totals } = foldReport(tallyOf(rows.flatMap(contributionsOf), period), {
    period,
    schemes: [],
    at: new Date('2013-09-01T00:00:00Z'),
  });
  const cells = new Map(
    totals.map((cell) => [
      [cell.series, cell.country, cell.instrument, cell.measure, cell.outcome ?? ''].join('|'),
      cell.low,
    ]),
  );
  const read = (country: string, measure: Cell['measure'], outcome = '') =>
    cells.get([ALL, country, ALL, measure, outcome].join('|'));

  test('comes out in every cell of every country', () => {
    const mismatches = rows.flatMap((row) => {
      const expected = [
        row.requests,
        row.accounts,
        row.content,
        row.noncontent,
        row.no_data,
        row.rejected,
      ].map(Number);
      const country = row.country ?? '';
      const found = [
        read(country, 'demands', ALL),
        read(country, 'identifiers'),
        ...Object.values(OUTCOMES).map((outcome) => read(country, 'demands', outcome)),
      ];
      return found.join() === expected.join() ? [] : [{ country, expected, found }];
    });
    expect(rows.length).toBe(isHere ? 64 : PUBLISHED.length);
    expect(mismatches).toEqual([]);
  });

  test('has the published totals', () => {
    expect([read(WORLD, 'demands', ALL), read(WORLD, 'identifiers')]).toEqual([37_196, 66_539]);
    expect(Object.values(OUTCOMES).map((outcome) => read(WORLD, 'demands', outcome))).toEqual([
      817, 28_698, 6_770, 911,
    ]);
  });

  test('has the shares that follow from them', () => {
    expect(percent(817 + 28_698, 37_196)).toBe(79);
    expect(percent(911, 37_196)).toBe(2);
  });
});

describe('a share in percent', () => {
  test.each([
    [1, 8, 13],
    [1, 200, 1],
    [5, 1000, 1],
    [4, 1000, 0],
    [65, 1000, 7],
    [1, 1, 100],
  ])('of %i in %i is %i: ties go up', (part, whole, share) => {
    expect(percent(part, whole)).toBe(share);
  });

  test('of nothing is none', () => {
    expect(percent(0, 0)).toBeNull();
  });
});
