import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { as, given } from '../../examples/client/api-client.ts';
import { checkPackage } from '../../examples/demo/check-package.ts';
import { fetchKeys, type PinnedKeys } from '../../examples/demo/fetch-keys.ts';
import { fetchPackage } from '../../examples/demo/fetch-package.ts';
import { judgeSample } from '../../examples/demo/judge-sample.ts';
import { isCleared, type Played, playSample } from '../../examples/demo/play-sample.ts';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { seedProvider } from '../../examples/demo/seed-provider.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { inBrowser, openBrowser } from '../web/kit/browser.ts';
import { clickADemand } from './click-a-demand.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const now = new Date();

describe('every sample demand, from filing to its end', () => {
  const state = mkdtempSync(join(tmpdir(), 'due-process-e2e-'));
  let test: TestDesk;
  let pinned: PinnedKeys;
  const playing = new Map<string, Promise<Played>>();
  beforeAll(async () => {
    test = await openTestDesk(state);
    await seedProvider(test.desk);
    pinned = await fetchKeys(test.desk.apiUrl, state);
    const deps = { api: test.api, tokens: test.token, runId: `e2e-${now.getTime()}`, onStep: () => {} };
    for (const sample of readSamples(now)) playing.set(sample.name, playSample(sample, deps));
    await Promise.allSettled(playing.values());
  }, 480_000);
  afterAll(async () => {
    await test?.desk.close();
    rmSync(state, { recursive: true, force: true });
  });

  it.each(readSamples(now).map(({ title, name }) => [title, name]))('%s', async (_title, name) => {
    const played = await playing.get(name);
    if (!played) throw new Error('not played');
    const deps = { api: test.api, tokens: test.token };
    const isOut = played.view.conclusion === 'disclosed';
    const checked = isOut
      ? await checkPackage(await fetchPackage(played, join(state, 'packages'), deps), pinned.keys)
      : undefined;
    expect(judgeSample(played, checked?.data)).toEqual([]);
    expect(checked?.faults ?? []).toEqual([]);
  });

  it.each(['23-warrant-for-a-number-that-changed-hands', '24-address-of-two-people-on-one-day'])(
    '%s discloses nothing of who had the identifier at another time',
    async (name) => {
      const played = await playing.get(name);
      if (!played) throw new Error('not played');
      const file = await fetchPackage(played, join(state, 'packages'), { api: test.api, tokens: test.token });
      const { accounts } = (await verifyPackage(file)).manifest;
      expect(accounts.map(({ account }) => account)).toEqual(['acct-0003']);
    },
  );

  it('25-warrant-for-voice-mail-and-recordings discloses sound and pictures', async () => {
    const played = await playing.get('25-warrant-for-voice-mail-and-recordings');
    if (!played) throw new Error('not played');
    const file = await fetchPackage(played, join(state, 'packages'), { api: test.api, tokens: test.token });
    const { files } = (await verifyPackage(file)).manifest;
    for (const ending of ['.wav', '.avi'])
      expect(files.map(({ path }) => path)).toContainEqual(
        expect.stringMatching(new RegExp(`/recordings/.*\\${ending}$`)),
      );
  });

  it('26-warrant-for-a-business-customer-that-consents discloses its mail and its documents', async () => {
    const played = await playing.get('26-warrant-for-a-business-customer-that-consents');
    if (!played) throw new Error('not played');
    const file = await fetchPackage(played, join(state, 'packages'), { api: test.api, tokens: test.token });
    const { files } = (await verifyPackage(file)).manifest;
    const paths = files.map(({ path }) => path);
    expect(paths).toContainEqual(expect.stringMatching(/\/mail(~\d+)?\.mbox$/));
    expect(paths).toContainEqual(expect.stringMatching(/\/files\//));
  });

  it('keeps an unbroken ledger of each', async () => {
    const token = await test.token('auditor', 'ada');
    const cleared = await test.token('cleared-auditor', 'cleo');
    for (const played of playing.values()) {
      const { view } = await played;
      const params = { path: { id: view.id } };
      const events = isCleared(view.id)
        ? await given(test.api.GET('/cleared/demands/{id}/events', { ...as(cleared), params }))
        : await given(test.api.GET('/demands/{id}/events', { ...as(token), params }));
      expect(events).toMatchObject({ chain: { whole: true } });
    }
  });

  inBrowser('a demand by keyboard and by mouse', () => {
    it('is filed, approved, released, fetched, checked and confirmed by three people on the pages', async () => {
      const browser = await openBrowser();
      try {
        const clicked = await clickADemand(browser, test.desk.apiUrl);
        expect(clicked).toEqual({
          verdict: 'This package is good',
          records: expect.stringMatching(/^\d+, all within 2 grants$/),
          receipt: 'Receipt is confirmed.',
          harm: [],
        });
      } finally {
        await browser.close();
      }
    });
  });
});
