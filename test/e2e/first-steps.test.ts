import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { seedProvider } from '../../examples/demo/seed-provider.ts';
import { firstSteps } from '../../local/first-steps.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The lines are those that a laptop prints; a deployment has none. */
const onLaptop = process.env.API_URL ? it.skip : it;

let state: string;
let test: TestDesk;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'first-steps-'));
  test = await openTestDesk(state);
  await seedProvider(test.desk);
});

afterAll(async () => {
  await test.desk.close();
  rmSync(state, { recursive: true, force: true });
});

onLaptop('the lines that the laptop prints lead to a verified package, pasted all at once', () => {
  const lines = firstSteps({ apiUrl: test.desk.apiUrl, state }).map(({ line }) => line);
  const { stdout } = spawnSync('/bin/sh', {
    cwd: ROOT,
    encoding: 'utf8',
    input: lines.filter((line) => line !== 'npm run demo').join('\n'),
  });
  expect(stdout).toContain('GOOD: nothing was changed');
  expect(stdout).toContain('"event":"available"');
});
