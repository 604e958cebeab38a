import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOnDisk } from '../../scripts/verify/file-on-disk.ts';
import { openPackageZip } from '../../scripts/verify/package-zip.ts';
import { earlierArchiveOf } from './earlier-writer.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'test/ledger/golden/version-3/packages/01-grand-jury-subpoena.zip');
/** The Node of this run, and the machine's own where there is one: people have an older one. */
const NODES = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter(existsSync);

/** Amid the first file of an archive that is large enough to be counted in another thread. */
const LARGE_AT = 20 * 1024 * 1024;

const build = (file: string) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/verifier.ts'), file], { encoding: 'utf8' });

let folder: string;
beforeAll(async () => {
  const built = mkdtempSync(join(tmpdir(), 'verifier-'));
  expect(build(join(built, 'one.mjs')).status).toBe(0);
  expect(build(join(built, 'other.mjs')).status).toBe(0);
  expect(readFileSync(join(built, 'one.mjs')).equals(readFileSync(join(built, 'other.mjs')))).toBe(true);
  // Alone: nothing of this repository is beside it or above it.
  folder = mkdtempSync(join(tmpdir(), 'alone-'));
  copyFileSync(join(built, 'one.mjs'), join(folder, 'due-process-verify.mjs'));
  rmSync(built, { recursive: true });
  copyFileSync(PACKAGE, join(folder, 'package.zip'));
  const zip = await openPackageZip(await openOnDisk(PACKAGE));
  writeFileSync(join(folder, 'key.pem'), await zip.bytes('signing-key.pem'));
  await zip.close();
  const altered = readFileSync(PACKAGE);
  altered[100] = (altered[100] ?? 0) ^ 1;
  writeFileSync(join(folder, 'altered.zip'), altered);
  const files = ['large', 'next'].map((name): [string, Buffer] => [name, Buffer.alloc(40 * 1024 * 1024)]);
  const large = earlierArchiveOf(new Map(files));
  large[LARGE_AT] = 1;
  writeFileSync(join(folder, 'large.zip'), large);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(NODES)('the verifier as one file, in an empty folder, on %s', (node) => {
  const run = (...args: string[]) =>
    spawnSync(node, ['due-process-verify.mjs', ...args], { cwd: folder, encoding: 'utf8', env: {} });

  it.each<[number, string, string[], string]>([
    [0, 'a good package with its key', ['package.zip', '--key', 'key.pem'], 'GOOD: nothing'],
    [3, 'a package that nobody vouches for', ['package.zip'], 'INTACT, but nobody vouches'],
    [1, 'an altered package', ['altered.zip', '--key', 'key.pem'], 'NOT GOOD: '],
    [2, 'no package', [], 'Usage: due-process-verify PACKAGE'],
    [2, 'a package that is not there', ['none.zip'], 'none.zip: there is no such file'],
    [2, 'an option that is not known', ['package.zip', '--x'], 'Usage: due-process-verify PACKAGE'],
  ])('exits %i for %s', (code, _, args, text) => {
    const { status, stdout, stderr } = run(...args);
    expect(`${stdout}${stderr}`).toContain(text);
    expect(status).toBe(code);
  });

  it('counts a large archive in a thread of its own, every byte of it', () => {
    const { stdout } = run('large.zip', '--key', 'key.pem', '--json');
    const { faults, sha256 } = JSON.parse(stdout);
    const rules = faults.map(({ rule, file }: { rule: string; file: string }) => `${rule} ${file}`);
    expect(rules).toEqual(['crc large', 'missing ']);
    const large = readFileSync(join(folder, 'large.zip'));
    expect(sha256).toBe(createHash('sha256').update(large).digest('hex'));
  });
});

it('has no code of what writes packages', () => {
  const sources = [
    ...readFileSync(join(folder, 'due-process-verify.mjs'), 'utf8').matchAll(/^\/\/ (\S+\.[jt]s)$/gm),
  ];
  const rooms = new Set(sources.map(([, path = '']) => path.split('/').slice(0, 2).join('/')));
  expect(rooms).toContain('scripts/verify');
  const libraries = ['asn1js', 'pvtsutils', 'pvutils', 'zod'].map((name) => `node_modules/${name}`);
  expect([...rooms].filter((room) => !room.startsWith('scripts/')).sort()).toEqual(libraries);
});
