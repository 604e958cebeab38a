import * as z from 'zod/mini';
import { COUNTRIES } from '../../functions/shared/countries.ts';
import { MAX_TARGETS } from '../../functions/shared/demand.schema.ts';
import { InputError } from '../../scripts/input-file.ts';

/** What can come of a demand, as the columns of a published table call it. */
export const OUTCOMES = ['content', 'noncontent', 'no_data', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const COLUMNS = ['requests', 'accounts', ...OUTCOMES] as const;
export type Column = (typeof COLUMNS)[number];

/** A country's demands of a period, as its provider published them. `country` is ISO 3166-1 alpha-2. */
export type Row = { country: string } & Record<Column, number>;

const HEADER = ['country', ...COLUMNS];
const count = z.string().check(z.regex(/^\d{1,9}$/));

/**
 * Reads a table in CSV with exactly these columns, a line for each country.
 * @throws InputError that names the line and what is wrong with it
 */
export function readPublishedTable(text: string, file: string): Row[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (header !== HEADER.join(','))
    throw new InputError(`${file}: the first line must be ${HEADER.join(',')}`);
  const rows = lines.map((line, index) => readRow(line, `${file}: line ${index + 2}`));
  if (rows.length === 0) throw new InputError(`${file}: there is no country in it`);
  const seen = new Set<string>();
  for (const { country } of rows) {
    if (seen.has(country)) throw new InputError(`${file}: ${country} is there twice`);
    seen.add(country);
  }
  if (rows.every(({ requests }) => requests === 0)) throw new InputError(`${file}: nobody demanded anything`);
  return rows;
}

function readRow(line: string, where: string): Row {
  const values = line.split(',');
  if (values.length !== HEADER.length)
    throw new InputError(`${where}: it has ${values.length} values, not ${HEADER.length}`);
  const [country = '', ...numbers] = values;
  if (!COUNTRIES.has(country)) throw new InputError(`${where}: the country is no code of ISO 3166-1 alpha-2`);
  const row = { country } as Row;
  for (const [index, column] of COLUMNS.entries()) {
    const value = count.safeParse(numbers[index]);
    if (!value.success) throw new InputError(`${where}: ${column} is no whole number from 0 on`);
    row[column] = Number(value.data);
  }
  const sum = OUTCOMES.reduce((total, outcome) => total + row[outcome], 0);
  if (sum !== row.requests)
    throw new InputError(
      `${where}: ${OUTCOMES.join(', ')} make ${sum}, and there are ${row.requests} requests`,
    );
  // A demand that names nobody is refused at the door, and one that names too many is filed in parts.
  if (row.accounts < row.requests)
    throw new InputError(`${where}: there are fewer accounts than requests, and each request names one`);
  if (row.accounts > row.requests * MAX_TARGETS)
    throw new InputError(`${where}: a request names ${MAX_TARGETS} accounts at most`);
  return row;
}

export const sumOf = (rows: readonly Row[], column: Column): number =>
  rows.reduce((sum, row) => sum + row[column], 0);
