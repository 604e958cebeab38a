import { stringify } from 'csv-stringify/sync';
import type { Report } from './report.schema.ts';

/** Header of the CSV: the same in every period and edition. */
export const CSV_COLUMNS = [
  'period',
  'series',
  'country',
  'instrument',
  'measure',
  'outcome',
  'low',
  'high',
  'state',
  'unit',
] as const;

/** The facts of a report as CSV (RFC 4180, UTF-8): one row per fact, no totals; what does not exist is an empty field. */
export function reportCsv({ period, cells, nationalSecurity }: Report): string {
  const facts = [...cells, ...nationalSecurity.flatMap((section) => section.cells)];
  return stringify(
    facts.map((fact) => ({ period, ...fact })),
    { header: true, columns: [...CSV_COLUMNS], record_delimiter: 'windows', escape_formulas: true },
  );
}
