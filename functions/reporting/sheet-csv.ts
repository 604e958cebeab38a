import { stringify } from 'csv-stringify/sync';
import type { Sheet } from '../validity/pages/reports.schema.ts';
import { daysOf } from './provenance.ts';
import type { Report, ToldCell } from './report.schema.ts';

type Column = Sheet['columns'][number];
/** A row of a table: what it is called, and whose orders it counts. */
type Scope = { name: string; countries: readonly string[] };

const TOTAL = 'TOTAL';
const UNTOLD = 'not reported';

/**
 * A table in which an authority is told statistics, as CSV (RFC 4180, UTF-8): a row for all countries of it, and one for each
 * that orders came from. It is drawn from the cells of exact numbers alone. What they do not tell is empty, which is no zero,
 * and said to be not reported. Of an edition that was taken back there are no rows.
 */
export function sheetCsv(report: Report, sheet: Sheet): string {
  const rows = report.retracted ? [] : scopesOf(report, sheet).map((scope) => rowOf(report, sheet, scope));
  return stringify([sheet.columns.map(({ title }) => title), ...rows], {
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

function scopesOf({ cells }: Report, { countries, spelt, columns }: Sheet): Scope[] {
  const instruments = columns.flatMap((column) => ('counts' in column ? column.counts.instruments : []));
  const came = countries.filter((country) =>
    cells.some((cell) => cell.country === country && instruments.includes(cell.instrument)),
  );
  return [
    { name: TOTAL, countries },
    ...came.map((country) => ({ name: spelt?.[country] ?? country, countries: [country] })),
  ];
}

function rowOf(report: Report, { columns }: Sheet, scope: Scope): string[] {
  const untold = (column: Column | undefined): string | undefined => {
    if (column === undefined) return undefined;
    if ('untold' in column) return `${UNTOLD}: ${column.untold}`;
    return 'counts' in column && sumOf(report, column.counts, scope) === undefined ? UNTOLD : undefined;
  };
  return columns.map((column) => {
    if ('text' in column) return column.text;
    if ('prints' in column) return column.prints === 'days' ? daysOf(report).join('/') : scope.name;
    if ('counts' in column) return String(sumOf(report, column.counts, scope) ?? '');
    if ('untold' in column) return '';
    if ('lists' in column)
      return columns
        .filter((other) => untold(other))
        .map(({ title }) => title)
        .join('; ');
    return untold(columns.find(({ title }) => title === column.about)) ?? column.says ?? '';
  });
}

/** Demands by instruments and outcomes; undefined where one of the cells may hold a number that is not told. */
function sumOf(
  { cells }: Report,
  { instruments, outcomes, only }: Extract<Column, { counts: unknown }>['counts'],
  { countries }: Scope,
): number | undefined {
  const counted = cells.filter(
    ({ measure, country, instrument, outcome }) =>
      measure === (only ?? 'demands') &&
      countries.includes(country) &&
      instruments.includes(instrument) &&
      (only !== undefined || outcome !== null) &&
      (outcomes === undefined || outcomes.some((one) => one === outcome)),
  );
  return counted.every(isTold) ? counted.reduce((sum, { low }) => sum + (low ?? 0), 0) : undefined;
}

/** What does not apply adds nothing. */
const isTold = ({ state }: ToldCell) => state === 'exact' || state === 'not_applicable';
