import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { as, given } from '../../examples/client/api-client.ts';
import { endOf } from '../../examples/demo/judge-sample.ts';
import { isCleared, type Played, playSample } from '../../examples/demo/play-sample.ts';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { seedProvider } from '../../examples/demo/seed-provider.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const now = new Date();
/** Sent back and corrected, taken back, refused. */
const SAMPLES = ['12', '16', '22'];
const AWAY_MS = 4000;

/** Kills the laptop's database, and what is started in its place, for a while. How often it was killed. */
async function keepAway(state: string, milliseconds: number): Promise<number> {
  let killed = 0;
  let last = 0;
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(10)) {
    const pid = Number(readFileSync(join(state, 'dynamo.db.pid'), 'utf8'));
    if (pid === last) continue;
    process.kill(pid, 'SIGKILL');
    last = pid;
    killed += 1;
  }
  return killed;
}

/** Waits until so many demands are filed, and the scanner has called each of their papers clean. */
async function untilScanned({ api, token }: TestDesk, count: number): Promise<void> {
  const auditor = as(await token('auditor', 'ada'));
  for (;;) {
    const lists = await Promise.all([
      given(api.GET('/demands', auditor)),
      given(api.GET('/demands', { ...auditor, params: { query: { status: ['closed'] } } })),
    ]);
    const demands = lists.flatMap((page): { id: string }[] => page.demands);
    const views = await Promise.all(
      demands.map(({ id }) => given(api.GET('/demands/{id}', { ...auditor, params: { path: { id } } }))),
    );
    const scanned = views.filter(
      (view) => 'scans' in view && view.scans?.every((one) => one.verdict === 'clean'),
    );
    if (scanned.length === count) return;
    await sleep(100);
  }
}

describe('demands whose database is killed and kept away while they run', () => {
  const state = mkdtempSync(join(tmpdir(), 'due-process-away-'));
  const samples = readSamples(now).filter(({ name }) => SAMPLES.includes(name.slice(0, 2)));
  let test: TestDesk;
  let all: PromiseSettledResult<Played>[];
  let killed: number;
  beforeAll(async () => {
    test = await openTestDesk(state);
    await seedProvider(test.desk);
    const deps = { api: test.api, tokens: test.token, runId: `away-${now.getTime()}`, onStep: () => {} };
    const playing = Promise.allSettled(samples.map((sample) => playSample(sample, deps)));
    // A scan that nothing kept is parked, for an operator to send again; this is about the demands.
    await untilScanned(test, samples.length);
    killed = await keepAway(state, AWAY_MS);
    all = await playing;
  });
  afterAll(async () => {
    await test?.desk.close();
    rmSync(state, { recursive: true, force: true });
  });

  it('end as they would have', () => {
    expect(killed).toBeGreaterThan(1);
    const ends = all.map((one) =>
      one.status === 'fulfilled' ? [one.value.sample.name, endOf(one.value)] : String(one.reason),
    );
    expect(ends).toEqual(samples.map(({ name, expect: { ends } }) => [name, ends]));
  });

  it('have whole ledgers, and none failed', async () => {
    for (const one of all) {
      if (one.status === 'rejected') throw one.reason;
      const { id, status } = one.value.view;
      expect(status).not.toBe('failed');
      const params = { path: { id }, query: { limit: 500 } };
      const events = isCleared(id)
        ? await given(
            test.api.GET('/cleared/demands/{id}/events', {
              ...as(await test.token('cleared-auditor', 'cleo')),
              params,
            }),
          )
        : await given(
            test.api.GET('/demands/{id}/events', { ...as(await test.token('auditor', 'ada')), params }),
          );
      expect(events).toMatchObject({ chain: { whole: true } });
    }
  });

  it('and the laptop tells how long it was away', () => {
    const { outages } = JSON.parse(readFileSync(join(state, 'laptop.json'), 'utf8'));
    const seconds = outages.reduce((sum: number, outage: { seconds: number }) => sum + outage.seconds, 0);
    expect(seconds).toBeGreaterThan(AWAY_MS / 1000 - 4);
  });
});
