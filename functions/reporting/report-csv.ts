import { stringify } from 'csv-stringify/sync';
import type { Report } from './report.schema.ts';

/** Header of the CSV: the same in every period and edition. Editions of earlier releases end with `unit`. */
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
  'edition',
  'as_of',
  'interim',
  'scheme',
  'json_sha256',
] as const;

/**
 * The facts of a report as CSV (RFC 4180, UTF-8): one row per fact, no totals; what does not exist is an empty field. Each
 * row says where it is from, so that one which was copied into another table can still be held against its edition.
 * @param json of the edition, lower-case hex SHA-256: what the log has of it
 */
export function reportCsv(report: Report, json: string): string {
  const { period, edition, asOf, interim, cells, breakdowns = [], nationalSecurity } = report;
  const source = { period, edition, as_of: asOf, interim: String(interim), json_sha256: json };
  const facts = [
    ...cells,
    ...breakdowns,
    ...nationalSecurity.flatMap(({ scheme, cells: banded }) => banded.map((cell) => ({ ...cell, scheme }))),
  ];
  return stringify(
    facts.map((fact) => ({ ...source, ...fact })),
    { header: true, columns: [...CSV_COLUMNS], record_delimiter: 'windows', escape_formulas: true },
  );
}
