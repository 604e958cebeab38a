import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';

const ROOT = join(import.meta.dirname, '../..');
const Package = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = Package.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** The programs that people call by name, each with its file. What only wraps a tool of others is theirs. */
const PROGRAMS = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node ((?:local|scripts|examples|bench|simulation)\/\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file: join(ROOT, file) }];
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arguments-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const KEPT = ['.due-process', 'docs/openapi.json', 'bench/results'].map((path) => join(ROOT, path));
/** When what the programs write to was last changed. */
const stamps = () => KEPT.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 'none')).join();

function run(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const file = PROGRAMS.find((program) => program.name === name)?.file ?? '';
  const before = stamps();
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1', ...env },
  });
  return {
    status,
    stdout,
    lines: stderr.split('\n'),
    wrote: readdirSync(folder),
    changed: stamps() !== before,
  };
}

const refused = {
  status: 2,
  stdout: '',
  lines: [expect.stringMatching(/^(?!.*Error).+/), ''],
  wrote: [],
  changed: false,
};

describe('wrong arguments are a line and exit code 2, and nothing is written', () => {
  it('finds the programs', () => {
    expect(PROGRAMS.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'demo',
        'start',
        'token',
        'issuer',
        'sample',
        'seed',
        'fsck',
        'bench',
        'openapi',
      ]),
    );
  });

  it.each(PROGRAMS.map(({ name }) => name))('%s --nonsense', (name) => {
    expect(run(name, ['--nonsense'])).toEqual(refused);
  });

  it.each([
    'issuer --state STATE --port abc',
    'issuer --state STATE --port 70000',
    'token --state STATE --as eve --role king',
    'token --state STATE --as eve',
    'token --state STATE --role agent',
    'token --state STATE --as eve --role agent --hours many',
    'token --state STATE --as eve --role agent --hours -1',
    'token --state STATE --as eve --role agent --role king',
    'token --state STATE --as eve --role agent --hours 13',
    'token --state STATE --as eve --role agent --session=',
    'sign-in',
    'sign-in --issuer nowhere',
    'sign-in --issuer http://login.example.com',
    'sign-in --issuer https://login.example.com --port 70000',
    'sign-in --issuer https://login.example.com --token refresh',
    'sign-in --issuer https://login.example.com --wait 0',
    'sign-in --issuer https://login.example.com --scope profile',
    'start nonsense',
    'start --state',
    'sample 99',
    'sample 0',
    'seed',
    'seed --state STATE',
    'seed --state STATE --today 2026-99-99',
    'seed --outputs nowhere.json',
    'bench nonsense',
    'cost --demands 1,many',
    'cost --burst 0',
    'cost --units nowhere.json',
    'replay',
    'replay nowhere.csv --period 2013-H1',
    'replay nowhere.csv --period 1969-H2',
    'replay nowhere.csv --period 2199-H2',
    'replay nowhere.csv --period 2013-H1 --sample 0',
    'explain',
    'vectors nowhere.jsonl',
    'redecide nowhere.jsonl',
    'redecide one two',
    'verify',
    'verify nowhere.zip',
    'fsck --state STATE',
    'fsck --table one',
    'fsck --unlogged-before yesterday',
    'fsck --log-key nowhere',
    'rights --lines nowhere',
    'log --api nonsense',
    'sign --new STATE --kid not!one',
  ])('%s', (line) => {
    const [name = '', ...args] = line.replace('STATE', join(folder, 'state')).split(' ');
    expect(run(name, args)).toEqual(refused);
  });

  it.each(['abc', '-1', '70000', '80.5'])('start with PORT=%s', (port) => {
    expect(run('start', ['--state', join(folder, 'state')], { PORT: port })).toEqual(refused);
  });
});
