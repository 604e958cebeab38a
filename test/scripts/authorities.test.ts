import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import { dynamoAuthorityRegister } from '../../functions/authorities/dynamodb-authority-register.ts';
import { verifyFiling } from '../../functions/intake/filing-signature.ts';
import { someAuthority } from '../kit/authorities.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the commands for authorities', () => {
  let engine: Engine;
  let table: string;
  let folder: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createTable(AUTHORITIES_TABLE_KEYS);
    folder = mkdtempSync(join(tmpdir(), 'authorities-'));
    const endpoint = await engine.documents.config.endpoint?.();
    const awsEndpoint = `http://${endpoint?.hostname}:${endpoint?.port}`;
    writeFileSync(
      join(folder, 'laptop.json'),
      JSON.stringify({ awsEndpoint, outputs: { AuthoritiesTable: table } }),
    );
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  const run = async (script: string, ...args: string[]) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts', `${script}.ts`), ...args], { cwd: folder });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    return { status, ...said };
  };
  const register = (...args: string[]) => run('authorities', ...args, '--state', folder);
  const fileOf = (entry: object) => {
    const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
    writeFileSync(file, JSON.stringify(entry));
    return file;
  };

  it('enrol, show, list and suspend', async () => {
    const entry = someAuthority();
    expect(await register('enrol', fileOf(entry))).toMatchObject({ status: 0, err: '' });
    const shown = await register('show', entry.id);
    expect(JSON.parse(shown.out)).toEqual(entry);
    expect((await register('list')).out).toBe(
      "us-usao-ndca  enrolled  US  prosecutor  U.S. Attorney's Office\n",
    );
    expect(await register('suspend', entry.id)).toMatchObject({ status: 0 });
    const suspended = await dynamoAuthorityRegister(engine.documents, table).find(entry.id);
    expect(suspended).toEqual({ ...entry, status: { is: 'suspended', from: expect.any(String) } });
    expect((await register('list')).out).toContain('us-usao-ndca  suspended');
    await register('suspend', entry.id, '--from', '2999-01-01T00:00:00Z').then(({ status }) =>
      expect(status).toBe(2),
    );
  });

  it.each<[string, object, RegExp]>([
    ['a country that is none', { country: 'ZZ' }, /^.*: \/country: no country of ISO 3166-1\n$/],
    ['a member that no entry has', { admin: true }, /\/ has a member that no entry has: admin\n$/],
    [
      'a key that is no point of its curve',
      {
        keys: [
          {
            ...{ kid: 'k', alg: 'ES256', from: '2026-01-01T00:00:00Z' },
            jwk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' },
          },
        ],
      },
      /\/keys\/0\/jwk is no public key for ES256\n$/,
    ],
  ])('do not enrol %s, in a line that says what is wrong', async (_name, change, says) => {
    const refused = await register('enrol', fileOf({ ...someAuthority({ id: 'us-none' }), ...change }));
    expect(refused).toEqual({ status: 2, out: '', err: expect.stringMatching(says) });
    expect(await dynamoAuthorityRegister(engine.documents, table).find('us-none')).toBeUndefined();
  });

  it.each([
    [[]],
    [['list', 'us-fbi']],
    [['show', 'us-unheard-of']],
    [['suspend', 'us-fbi', '--from', 'tomorrow']],
    [['list', '--from', '2026-01-01T00:00:00Z']],
    [['list', '--table', 'x']],
  ])('%j is a line and exit code 2', async (args) => {
    const refused = await register(...args);
    expect(refused).toEqual({ status: 2, out: '', err: expect.stringMatching(/^.+\n$/) });
  });

  it('make a key, and sign with it what the register then verifies', async () => {
    const key = join(folder, 'key.json');
    const made = await run('sign', '--new', key, '--kid', 'k-1');
    const enrolled = JSON.parse(made.out);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(made.out).not.toContain(JSON.parse(readFileSync(key, 'utf8')).d);
    expect(await run('sign', '--new', key)).toMatchObject({ status: 2, out: '' });
    const authority = someAuthority({ keys: [enrolled], mustSign: true });
    expect(await register('enrol', fileOf(authority))).toMatchObject({ status: 0 });
    const demand = fileOf({ any: 'demand', ü: 1 });
    const { out } = await run('sign', demand, '--key', key);
    const signature = await verifyFiling(out.trim(), readFileSync(demand), {
      keys: authority.keys,
      now: new Date(),
    });
    expect(signature.kid).toBe('k-1');
    expect(await run('sign', demand, '--key', demand)).toMatchObject({ status: 2, out: '' });
    expect(await run('sign', demand)).toMatchObject({ status: 2, out: '' });
  });
});
