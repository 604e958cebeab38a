/**
 * Keeps what this version writes, and how it reads, for every later version's tests: the tables that `npm run demo` left,
 * two of its packages, and this checkout's readers as one file. Run it once before a version number of a stored item rises.
 *
 *   npm run demo && npm run golden -- version-3
 *
 * What is there already is never written again; exit 2 then.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { readArguments, wrongArguments } from './arguments.ts';
import { openTables, type Tables } from './fsck/open-tables.ts';
import type { Item } from './fsck/raw-demand.ts';
import { scan } from './fsck/read-items.ts';
import { runScript } from './input-file.ts';

const ROOT = join(import.meta.dirname, '..');
const PACKAGES = ['01-grand-jury-subpoena.zip', '07-national-security-letter.zip'];
const USAGE = 'npm run golden -- version-N [--state FOLDER]';
const OPTIONS = { state: { type: 'string', default: '.due-process' } } as const;

await runScript(async () => {
  const { values, positionals } = readArguments(USAGE, { options: OPTIONS, allowPositionals: true });
  const [version = ''] = positionals;
  const folder = join(ROOT, 'test/ledger/golden', version);
  if (!/^version-\d+$/.test(version) || existsSync(folder))
    throw wrongArguments('Name a version that is not kept yet', USAGE);
  const packages = PACKAGES.map((name) => join(values.state, 'packages', name));
  const missing = packages.find((file) => !existsSync(file));
  if (missing) throw wrongArguments(`There is no ${missing}: npm run demo makes it`, USAGE);
  const tables = await openTables({ state: values.state }, USAGE);
  try {
    await keepTables(tables, folder);
  } finally {
    await tables.close();
  }
  for (const file of packages) copyFileSync(file, join(folder, 'packages', basename(file)));
  keepReaders(folder);
  return 0;
});

async function keepTables(tables: Tables, folder: string): Promise<void> {
  mkdirSync(join(folder, 'packages'), { recursive: true });
  for (const name of ['demands', 'reports'] as const) {
    const items: Item[] = [];
    for await (const item of scan(tables.documents, { TableName: tables[name] })) items.push(item);
    const lines = items.map((item) => ({ key: `${item.pk} ${item.sk}`, line: JSON.stringify(item) }));
    lines.sort((a, b) => (a.key < b.key ? -1 : 1));
    writeFileSync(join(folder, `${name}.jsonl`), lines.map(({ line }) => `${line}\n`).join(''));
  }
}

function keepReaders(folder: string): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['test/ledger/readers.ts'],
    outfile: join(folder, 'reader.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
}
