import { ALL, type Report, WORLD } from '../../functions/reporting/report.schema.ts';
import { COLUMNS, type Column, type Row } from './published-table.ts';

/** What the edition calls a column; `redirected`, and the others that no published table has, beside them. */
const CELLS: Readonly<Record<Column, { measure: string; outcome: string | null }>> = {
  requests: { measure: 'demands', outcome: ALL },
  // What the papers name. The edition's own `accounts` are those that were found.
  accounts: { measure: 'identifiers', outcome: null },
  content: { measure: 'demands', outcome: 'content' },
  noncontent: { measure: 'demands', outcome: 'non-content' },
  no_data: { measure: 'demands', outcome: 'no-data' },
  rejected: { measure: 'demands', outcome: 'rejected' },
};
const UNPUBLISHED = ['redirected', 'preserved', 'withdrawn', 'pending'] as const;
type Unpublished = (typeof UNPUBLISHED)[number];
const ALL_COLUMNS = [...COLUMNS, ...UNPUBLISHED] as const;

/** A cell of the edition that is not as the table has it; `got` is undefined where the edition tells no number. */
export type Mismatch = {
  country: string;
  column: Column | Unpublished;
  wanted: number;
  got: number | undefined;
};
export type Comparison = {
  /** How many cells were compared. */
  cells: number;
  mismatches: Mismatch[];
  /** Demands for content that the law of the period gives nobody of their country: they must have been sent elsewhere. */
  elsewhere: { country: string; demands: number }[];
};

/**
 * Holds every country of an edition, and the world, against a table. Where the law gives a country no content, its demands for
 * content are wanted as redirected: the table's provider answered them under a law or a policy that the rulebook does not have.
 */
export function compare(
  rows: readonly Row[],
  { cells, totals }: Pick<Report, 'cells' | 'totals'>,
  givesNoContent: (country: string) => boolean,
): Comparison {
  const ofAll = totals.filter(({ series, instrument }) => series === ALL && instrument === ALL);
  const told = new Map<string, number | undefined>();
  for (const { country, measure, outcome, low, high } of ofAll) {
    const name = `${country} ${measure} ${outcome}`;
    // What is told twice, or is no one number, is no number.
    told.set(name, told.has(name) || low !== high ? undefined : (low ?? undefined));
  }
  const inEdition = new Set(
    [...cells, ...ofAll].map(({ country }) => country).filter((country) => country !== WORLD),
  );
  const wanted = rows.map((row) => wantedOf(row, givesNoContent(row.country)));
  const known = new Set(rows.map(({ country }) => country));
  const others = [...inEdition]
    .filter((country) => !known.has(country))
    .map((country) => wantedOf(noneOf(country), false));
  const all = [...wanted, ...others];
  const world = wantedOf(noneOf(WORLD), false);
  for (const column of ALL_COLUMNS) world[column] = all.reduce((sum, row) => sum + row[column], 0);
  const compared = [...all, world].flatMap((row) =>
    ALL_COLUMNS.map((column): Mismatch => {
      const { measure, outcome } = CELLS[column as Column] ?? { measure: 'demands', outcome: column };
      const isAbsent = row.country !== WORLD && !inEdition.has(row.country);
      const got = isAbsent ? 0 : told.get(`${row.country} ${measure} ${outcome}`);
      return { country: row.country, column, wanted: row[column], got };
    }),
  );
  return {
    cells: compared.length,
    mismatches: compared.filter(({ wanted, got }) => wanted !== got),
    elsewhere: wanted
      .filter(({ redirected }) => redirected > 0)
      .map(({ country, redirected }) => ({ country, demands: redirected })),
  };
}

type Wanted = Row & Record<Unpublished, number>;

const wantedOf = (row: Row, isElsewhere: boolean): Wanted => ({
  ...row,
  ...(isElsewhere ? { content: 0 } : {}),
  ...{ redirected: isElsewhere ? row.content : 0, preserved: 0, withdrawn: 0, pending: 0 },
});

const noneOf = (country: string): Row => ({
  country,
  ...{ requests: 0, accounts: 0, content: 0, noncontent: 0, no_data: 0, rejected: 0 },
});
