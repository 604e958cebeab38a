import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sampleOf } from './law.ts';

const dir = mkdtempSync(join(tmpdir(), 'script-input-'));
afterAll(() => rmSync(dir, { recursive: true }));

function run(script: string, content?: string) {
  const file = join(dir, content === undefined ? 'missing' : 'given');
  if (content !== undefined) writeFileSync(file, content);
  return runOn(script, [file]);
}

function runOn(script: string, files: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, ...files], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  });
  return { status, stdout, errors: stderr.trim().split('\n') };
}

const sample = sampleOf('us/search-warrant');

describe.each(['explain', 'vectors'])('%s', (script) => {
  it('says in a line what is wrong with its file', () => {
    for (const { status, errors } of [
      run(script),
      runOn(script, []),
      runOn(script, [dir]),
      run(script, ''),
    ]) {
      expect([status, errors.length]).toEqual([2, 1]);
      expect(errors[0]).not.toMatch(/Error:|\bat /);
    }
  });
});

describe('explain', () => {
  it.each(['{', '[]', '{"instrument": 5}', '{"demand": {}}'])('refuses %s', (content) => {
    const { status, errors } = run('explain', content);
    expect([status, errors.length]).toEqual([2, 1]);
  });

  it('explains a demand with and without circumstances', () => {
    for (const content of [sample, sample.demand]) {
      const { status, stdout } = run('explain', `\uFEFF${JSON.stringify(content)}`);
      expect([status, stdout.split('\n')[0]]).toEqual([
        0,
        'Decision on a demand: Search warrant for stored data',
      ]);
    }
  });
});

describe('vectors', () => {
  const line = (outcome: string) => JSON.stringify({ ...sample, expect: { outcome } });

  it('exits with 1 where a vector fails or a line is none, else with 0', () => {
    expect(run('vectors', line('accept'))).toMatchObject({ status: 0, stdout: '1 passed, 0 failed\n' });
    expect(run('vectors', line('reject')).status).toBe(1);
    expect(run('vectors', `${line('accept')}\n{broken\n`).status).toBe(1);
  });
});
