import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
const SQL = join(ROOT, 'examples/connectors/sql');
const SECRET = 'open-sesame';
/** The Node of this run, and the machine's own where there is one: people have an older one. */
const NODES = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter(existsSync);
/** The first connector of the package's page. */
const [, FIRST = ''] =
  /^```ts\n\/\/ voicemail\.mts\n([\s\S]*?)^```$/m.exec(
    readFileSync(join(ROOT, 'packages/connector/README.md'), 'utf8'),
  ) ?? [];

let folder: string;
let server: ChildProcess;
let url: string;

function ran(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout.trim();
}

/** The tarball, made as the page says, of a copy: nobody's `dist` is touched. */
function packed(): string {
  const source = mkdtempSync(join(tmpdir(), 'connector-package-'));
  for (const name of ['package.json', 'README.md'])
    copyFileSync(join(ROOT, 'packages/connector', name), join(source, name));
  ran(process.execPath, [join(ROOT, 'scripts/connector-kit.ts'), join(source, 'dist')], ROOT);
  ran('npm', ['pack', '--offline', '--ignore-scripts', '--loglevel=error'], source);
  return join(source, readdirSync(source).find((name) => name.endsWith('.tgz')) ?? '');
}

beforeAll(async () => {
  // Alone: nothing of this repository is beside it or above it, and no registry is asked.
  folder = mkdtempSync(join(tmpdir(), 'alone-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const tarball = packed();
  ran('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
  rmSync(join(tarball, '..'), { recursive: true });

  writeFileSync(join(folder, 'voicemail.mts'), FIRST);
  writeFileSync(join(folder, 'voicemail.mjs'), stripTypeScriptTypes(FIRST));
  const faulty = FIRST.replace('call.at < to', 'call.at <= to');
  expect(faulty).not.toBe(FIRST);
  writeFileSync(join(folder, 'faulty.mjs'), stripTypeScriptTypes(faulty));

  // The example of a database, as a provider has it: its own files, and packages of its own.
  mkdirSync(join(folder, 'sql'));
  copyFileSync(join(SQL, 'schema.sql'), join(folder, 'sql/schema.sql'));
  await build({
    entryPoints: [join(SQL, 'voicemail.check.ts')],
    outfile: join(folder, 'sql/voicemail.check.mjs'),
    ...{ bundle: true, platform: 'node', format: 'esm', external: ['@electric-sql/pglite'] },
  });
  symlinkSync(join(ROOT, 'node_modules/@electric-sql'), join(folder, 'node_modules/@electric-sql'));

  server = spawn(process.execPath, [join(ROOT, 'examples/connectors/http/serve.ts'), '0'], {
    env: { ...process.env, SECRET },
  });
  url = await new Promise((resolve, reject) => {
    server.stdout?.once('data', (line) => resolve(String(line).trim()));
    server.once('exit', () => reject(new Error('the example server does not start')));
  });
});
afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true });
});

const ACCOUNTS = ['--account', 'acct-0001', '--empty-account', 'acct-0002'];
const served = (secret: string) => [
  ...[url, '--secret-env', secret, '--service', 'voicemail', '--items', 'traffic.call-records,content.calls'],
  ...ACCOUNTS,
];

describe.each(NODES)('the kit, packed and installed in an empty folder, on %s', (node) => {
  const run = (...args: string[]) =>
    spawnSync(node, ['node_modules/due-process-connector/dist/due-process-connector-check.mjs', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { SECRET, OTHER: 'another' },
    });

  it.each<[number, string, () => string[], string]>([
    [0, "the page's first connector", () => ['voicemail.mjs', ...ACCOUNTS], 'KEEPS THE CONTRACT'],
    [0, 'the example of a server', () => served('SECRET'), 'KEEPS THE CONTRACT'],
    [0, 'the example of a database', () => ['sql/voicemail.check.mjs'], 'KEEPS THE CONTRACT'],
    [1, 'a connector with an end that belongs to it', () => ['faulty.mjs', ...ACCOUNTS], 'outside-period'],
    [1, 'a server that is shown another secret', () => served('OTHER'), '401'],
    [2, 'nothing', () => [], 'Usage: due-process-connector-check MODULE'],
    [2, 'a module that is not there', () => ['none.mjs'], 'there is no such file'],
  ])('exits %i for %s', (code, _what, args, text) => {
    const { status, stdout, stderr } = run(...args());
    expect(`${stdout}${stderr}`).toContain(text);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
    expect([status, stderr]).toEqual([code, code === 2 ? expect.any(String) : '']);
  });
});

it('is there by its name, and runs TypeScript as it is', () => {
  const command = join(folder, 'node_modules/.bin/due-process-connector-check');
  const told = ran(process.execPath, [command, 'voicemail.mts', ...ACCOUNTS], folder);
  expect(told).toContain('KEEPS THE CONTRACT');
});

it('brings types, by which the first connector compiles', () => {
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --target ES2024 --module NodeNext --types node';
  ran(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...options.split(' '),
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
      '--ignoreConfig',
      'voicemail.mts',
    ],
    folder,
  );
});

it('holds what is published, and nothing else', () => {
  const installed = join(folder, 'node_modules/due-process-connector');
  expect(readdirSync(installed).sort()).toEqual(['README.md', 'dist', 'package.json']);
  expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty(
    'dependencies',
  );
});
