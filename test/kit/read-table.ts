import { existsSync, readFileSync } from 'node:fs';

/** The rows of a CSV file by column name; none when the file is not there. Quoted fields may hold commas. */
export function readTable(file: URL): Record<string, string>[] {
  if (!existsSync(file)) return [];
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      ),
    );
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}
