export type Cell = string | number | boolean | null;

/** What a spreadsheet takes for the beginning of a formula, full-width forms too, behind any number of apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One record of CSV (RFC 4180: CRLF, quotes doubled). Every text is quoted, so that line ends and other countries' list
 * separators stay in their cell. A cell that a spreadsheet would run as a formula gets an apostrophe before it, and so
 * does one that looks as if it had got one: whoever needs the exact text takes one apostrophe away from cells that begin
 * with apostrophes and such a character.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  return `"${FORMULA.test(cell) ? "'" : ''}${cell.replaceAll('"', '""')}"`;
}

/** The first line of a file: behind a byte order mark, without which spreadsheets take UTF-8 for something else. */
export const csvHead = (names: readonly string[]): string => `\uFEFF${csvLine(names)}`;

/** Names of columns: a field that a connector calls as one of ours is called is `NAME~2`, so that no two are alike. */
export function columnsOf(
  before: readonly string[],
  fields: readonly string[],
  behind: readonly string[],
): string[] {
  const taken = new Set([...before, ...fields, ...behind]);
  const own = [...before, ...behind];
  const nameOf = (field: string) => {
    if (!own.includes(field)) return field;
    let number = 2;
    while (taken.has(`${field}~${number}`)) number += 1;
    return `${field}~${number}`;
  };
  return [...before, ...fields.map(nameOf), ...behind];
}
