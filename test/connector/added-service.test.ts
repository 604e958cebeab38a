import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfRepository } from './repository-copy.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'packages/connector/README.md'), 'utf8');
const CODE = /^```ts\n\/\/ (\S+\/\S+)\n([\s\S]*?)^```$/gm;
/** Where a line goes in a file that is there: after the last of its entries. */
const END_OF_ENTRIES = '\n} as const satisfies ';

let folder: string;

/** Writes what the page says: a file, or a line of one that is there. */
function write(file: string, text: string): void {
  const path = join(folder, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = before.replace(END_OF_ENTRIES, () => `\n${text.trimEnd()}${END_OF_ENTRIES}`);
  if (before !== '' && after === before) throw new Error(`${file} has no end of entries`);
  writeFileSync(path, after || text);
}

beforeAll(() => {
  folder = copyOfRepository(ROOT);
  for (const [, file = '', text = ''] of PAGE.matchAll(CODE)) write(file, text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const told = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(told.slice(-6000));
  return told;
}
const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--verbose'];

/** What packages/connector/README.md says, done in a copy of this repository by whoever has nothing but the page. */
describe('a service of which nothing stands in a table, added as the page says', () => {
  it('compiles, whatever is made in a loop over all services', () => {
    run('node_modules/typescript/bin/tsc');
  });

  it('keeps the contract, has its branch and its rights, and takes none from others', () => {
    // In one run: each synthesizes the stages, of which one is enough.
    const told = run(
      ...JEST,
      ...['services', 'calendar', 'session-policy'].map((name) => `test/retrieval/${name}.test`),
      ...['retrieval', 'network', 'stolen-roles'].map((name) => `test/lib/${name}.test`),
    );
    expect(told).toContain('the service calendar');
    expect(told).toContain('the connector of calendar');
    expect(told).toContain('the session policy of a grant of calendar');
  });

  it('is missed in the documents that say what a deployment asks for', () => {
    expect(() => run(...JEST, 'test/lib/parameters.test')).toThrow(
      'add the row | `CalendarSecret` | service | none | what it is |',
    );
  });
});
