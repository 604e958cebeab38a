import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { apiClient } from '../../examples/client/api-client.ts';
import { fetchPackage } from '../../examples/demo/fetch-package.ts';
import { playSample } from '../../examples/demo/play-sample.ts';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { seedProvider } from '../../examples/demo/seed-provider.ts';
import { firstSteps } from '../../local/first-steps.ts';
import { RECORDER, RENEW, readBudget, renewBudget, requireWithin } from './budget-of-a-demand.ts';
import { type Calls, callsBetween, usageOf } from './calls-of-a-demand.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The lines are those that a laptop prints; a deployment has none. */
const onLaptop = process.env.API_URL ? it.skip : it;

const COUNTED_MS = 10_000;

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

onLaptop('a demand takes no more calls than its budget', async () => {
  const renews = process.env[RENEW] !== undefined;
  const plays: Calls[] = [];
  for (let number = 0; number < (renews ? 6 : 1); number += 1) plays.push(await callsOfOne(number));
  if (renews) renewBudget(plays);
  const [calls = {}] = plays;
  requireWithin(readBudget(), calls);
});

/** Plays sample 01 from its filing to the agent's receipt, and counts until its execution has ended. */
async function callsOfOne(number: number): Promise<Calls> {
  const { awsEndpoint = '', apiUrl, now, tokens } = test.desk;
  const sample = readSamples(now()).find(({ name }) => name.startsWith('01-'));
  if (!sample) throw new Error('no sample 01');
  // A paper of its own: one that was used before is a mark of a forgery.
  const own = { ...sample, title: `${sample.title} (${number})` };
  const deps = { api: apiClient(apiUrl), tokens, runId: `budget-${number}`, onStep: () => {}, pollMs: 100 };
  const before = await usageOf(awsEndpoint);
  const played = await playSample(own, deps);
  await fetchPackage(played, join(state, 'packages'), deps);
  // The last of its execution may lag.
  const deadline = Date.now() + COUNTED_MS;
  for (let last = ''; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const calls = callsBetween(before, await usageOf(awsEndpoint), join(ROOT, 'cdk.out'));
    const now = JSON.stringify([calls[RECORDER], calls.workflow]);
    if (now === last || Date.now() > deadline) return calls;
    last = now;
  }
}
