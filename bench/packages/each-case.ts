import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { casesOf } from './peers.ts';

type Case = ReturnType<typeof casesOf>[number];

/** Measures each case in turn, with a folder for its files, prints the rows and writes them to bench/results/. */
export async function eachCase(
  bench: string,
  measure: (one: Case, folder: string) => Promise<Record<string, string | number | undefined>>,
): Promise<void> {
  const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '10,200' } } });
  const folder = mkdtempSync(join(tmpdir(), `bench-${bench}-`));
  const rows = [];
  try {
    for (const one of values.megabytes.split(',').flatMap((text) => casesOf(Number(text))))
      rows.push(await measure(one, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.table(rows);
  const results = join(import.meta.dirname, '../results');
  mkdirSync(results, { recursive: true });
  const figures = { when: new Date().toISOString(), node: process.version, rows };
  writeFileSync(join(results, `${bench}.json`), `${JSON.stringify(figures, undefined, 2)}\n`);
}
