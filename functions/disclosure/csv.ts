import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | null;

/** What a spreadsheet takes for the beginning of a formula, full-width forms too, behind any number of apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One record of CSV (RFC 4180: CRLF, quotes doubled). A cell that a spreadsheet would run as a formula gets an
 * apostrophe before it, and so does one that looks as if it had got one: whoever needs the exact text takes one
 * apostrophe away from cells that begin with apostrophes and such a character.
 */
export function csvLine(cells: readonly Cell[]): string {
  const row = cells.map((cell) => {
    const text = cell === null ? '' : String(cell);
    return FORMULA.test(text) ? `'${text}` : text;
  });
  return stringify([row], { record_delimiter: '\r\n' });
}
