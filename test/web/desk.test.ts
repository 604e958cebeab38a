import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { DIST } from '../../web/dist-folder.ts';
import {
  buildPages,
  inBrowser,
  openBrowser,
  openPage,
  type Person,
  seriousFaults,
  settled,
} from './kit/browser.ts';
import { type Api, servePages } from './kit/host.ts';
import { HOSTILE, hostile, problem, recorded, recordedApi } from './kit/recorded.ts';

const rita: Person = { sub: 'rita', roles: ['reviewer'] };
const sam: Person = { sub: 'sam', roles: ['releaser'] };
const { two, emergency, sealed } = recorded;
const DECIDE = `/desk/demands/${two.id}/decide`;

const PAGES = [
  { name: 'first page', who: undefined, path: '/', shows: 'Continue with your organisation' },
  { name: 'desk', isWritten: true, who: rita, path: '/desk', shows: 'Emergencies: 2' },
  { name: 'demand', isWritten: true, who: rita, path: `/desk/demands/${two.id}`, shows: 'Findings' },
  { name: 'emergency', who: rita, path: `/desk/demands/${emergency.id}`, shows: 'Findings' },
  { name: 'decide', isWritten: true, who: rita, path: `${DECIDE}?as=approve`, shows: 'What that reaches' },
  { name: 'ask', who: rita, path: `${DECIDE}?as=ask`, shows: 'Send the question' },
  { name: 'call-back', who: rita, path: `${DECIDE}?as=call-back`, shows: 'Record the call' },
  {
    name: 'release',
    isWritten: true,
    who: sam,
    path: `/desk/demands/${sealed.id}/release`,
    shows: 'How it became less',
  },
  { name: 'nowhere', who: rita, path: '/desk/nowhere', shows: 'There is no such page' },
];

inBrowser('the pages of the desk', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof servePages>>;
  let api: Api;
  beforeAll(async () => {
    await buildPages();
    host = await servePages(() => api);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    host?.close();
  });
  beforeEach(() => {
    api = recordedApi();
  });

  const open = async (who: Person | undefined, path: string) => {
    const watched = await openPage(browser, host.origin, who);
    await watched.page.goto(host.origin + path);
    return watched;
  };
  const shown = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();

  /** Bytes of what a page has loaded of ours, as they are sent. */
  const weightOf = async (page: Page): Promise<number> => {
    const asked = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)";
    const paths = await page.evaluate<string[]>(asked);
    const files = new Set(paths.filter((path) => path.startsWith('/assets/')));
    return [...files].reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path))).byteLength, 0);
  };

  it('have nothing inline', () => {
    const html = readFileSync(join(DIST, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
  });

  it.each(PAGES)(
    '$name: axe finds nothing serious, it is light and no wider than a telephone, nothing goes elsewhere',
    async ({ who, path, shows }) => {
      const { page, context, faults, elsewhere } = await open(who, path);
      await shown(page, shows);
      await settled(page);
      await page.setViewportSize({ width: 768, height: 800 });
      expect(await seriousFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousFaults(page, 'colours')).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
      expect(await weightOf(page)).toBeLessThan(70_000);
      await context.close();
    },
  );

  it.each(PAGES.filter(({ isWritten }) => isWritten))(
    '$name: what somebody wrote is text, whatever it is',
    async ({ who, path }) => {
      const events = hostile(recorded.events.two);
      const list = {
        ...recorded.list,
        demands: recorded.list.demands.map((one) => ({ ...one, reference: '' })),
      };
      const plain = recordedApi(({ path: asked }) => (asked === '/demands' ? { json: list } : undefined));
      api = async (asked) => {
        if (asked.path.endsWith('/events')) return { json: events };
        const told = await plain(asked);
        return told?.json ? { ...told, json: hostile(told.json) } : (told ?? { status: 404, json: {} });
      };
      const { page, context, faults, elsewhere } = await open(who, path);
      await page.getByText('onerror').first().waitFor();
      await settled(page);
      expect(await page.evaluate('document.body.textContent')).toContain(HOSTILE);
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(await page.locator('img[src="x"], #app script').count()).toBe(0);
      expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
      await context.close();
    },
  );

  it('moves along the list and claims by keys alone, which can be switched off', async () => {
    const claims: unknown[] = [];
    api = recordedApi(({ method, path, body }) => {
      if (method !== 'POST') return undefined;
      claims.push([path, body]);
      return { json: { id: 'x' } };
    });
    const { page, context } = await open(rita, '/desk');
    await shown(page, 'Emergencies: 2');
    for (const key of ['j', 'j', 'k', 'c']) await page.keyboard.press(key);
    await page.waitForTimeout(200);
    expect(claims).toEqual([[`/demands/${recorded.list.demands[0]?.id}/claim`, { action: 'claim' }]]);
    await page.keyboard.press('?');
    await page.getByLabel('Shortcuts are on').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.waitForTimeout(100);
    expect(claims).toHaveLength(1);
    await context.close();
  });

  it('keeps the filters in the address, and takes them from it', async () => {
    const asked: string[] = [];
    api = recordedApi(({ path, query }) => {
      if (path === '/demands') asked.push(query.toString());
      return undefined;
    });
    const { page, context } = await open(rita, '/desk?country=US');
    await page.getByRole('link', { name: /Country: US/ }).waitFor();
    await page.getByLabel('Reference', { exact: true }).fill('REF-1');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/q=REF-1/);
    await page.getByRole('link', { name: /Reference: REF-1/ }).waitFor();
    const answered = page.waitForResponse(/\/demands\?country=US&limit=50$/);
    await page.goBack();
    await page.getByRole('link', { name: /Reference: REF-1/ }).waitFor({ state: 'detached' });
    await answered;
    expect(asked).toEqual(['country=US&limit=50', 'country=US&q=REF-1&limit=50', 'country=US&limit=50']);
    await context.close();
  });

  it('saves the list as one file, all of its pages, with the filters', async () => {
    const asked: string[] = [];
    api = recordedApi(({ path, query }) => {
      if (path !== '/demands' || query.get('format') !== 'csv') return undefined;
      asked.push(query.toString());
      const isFirst = !query.has('after');
      const link = isFirst ? { link: '<?format=csv&after=a%2Fb>; rel="next"' } : {};
      return {
        bytes: Buffer.from(`id,reference\r\n${isFirst ? 'd-1,one' : 'd-2,two'}\r\n`),
        headers: { 'content-type': 'text/csv', ...link },
      };
    });
    const { page, context } = await open(rita, '/desk?country=US');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the list as CSV' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^desk-\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(await file.path(), 'utf8')).toBe('id,reference\r\nd-1,one\r\nd-2,two\r\n');
    expect(asked).toEqual(['country=US&format=csv&limit=200', 'country=US&format=csv&limit=200&after=a%2Fb']);
    await context.close();
  });

  it('narrows by unticking, shows all of it before it is decided, and sends what was ticked on the version that was read', async () => {
    const sent: unknown[] = [];
    api = recordedApi(({ method, path, body }) => {
      if (method !== 'POST' || !path.endsWith('/review')) return undefined;
      sent.push(body);
      return { json: { id: two.id, decision: 'approve', items: ['subscriber'], targets: [0] } };
    });
    const { page, context } = await open(rita, `${DECIDE}?as=approve`);
    await page.getByLabel('acct-0002').uncheck();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: 'Choose the reason' }).click();
    await page.getByLabel(/^The identifier named the account at a time/).check();
    await page.getByLabel('Holder uncertain').check();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Check your decision' }).waitFor();
    await page.keyboard.press('Control+Enter');
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Approve 1 item, 1 account' }).click();
    await page.getByRole('heading', { name: 'You approved it' }).waitFor();
    expect(sent).toEqual([
      {
        on: two.matter,
        round: 1,
        decision: 'approve',
        accounts: ['acct-0003'],
        reason: 'other-holder',
        resolves: ['holder-uncertain'],
      },
    ]);
    await context.close();
  });

  it('shows what somebody else decided beside what one wrote, and loses nothing of it', async () => {
    const theirs = { decision: 'refuse', at: '2026-11-28T14:02:00.000Z', by: 'sam', items: [], targets: [] };
    let isDecided = false;
    api = recordedApi(({ method, path }) => {
      if (method === 'POST') {
        isDecided = true;
        return problem(409, 'stale_decision', 'This demand changed since you read it: it stands at 3.');
      }
      if (isDecided && path === `/demands/${two.id}`) return { json: { ...two, matter: 3, review: theirs } };
      return undefined;
    });
    const { page, context } = await open(rita, `${DECIDE}?as=refuse`);
    await page.getByLabel(/^It does not say well enough/).check();
    await page.getByLabel(/^Your own words/).fill('Which account do you mean?');
    await page.getByRole('button', { name: 'Check your decision' }).click();
    await page.getByRole('button', { name: 'Refuse the demand' }).click();
    await page.getByText('refuse, by sam').waitFor();
    await shown(page, 'Which account do you mean?');
    await page.getByRole('button', { name: 'Go on with version 3' }).click();
    await page.getByRole('heading', { name: /version 3/ }).waitFor();
    expect(await page.getByLabel(/^Your own words/).inputValue()).toBe('Which account do you mean?');
    await context.close();
  });

  it('says that a sign-in has ended, or that nobody answers, and keeps what was typed over a reload', async () => {
    let way: 'expired' | 'away' | 'well' = 'well';
    api = recordedApi(({ method }) => {
      if (method !== 'POST' || way === 'well') return undefined;
      return way === 'expired'
        ? problem(401, 'token_expired', 'The token has expired.')
        : Promise.reject(new Error());
    });
    const { page, context } = await open(rita, `/desk/demands/${two.id}`);
    await page.getByLabel('Note for the desk').fill('Called twice.');
    way = 'away';
    await page.getByRole('button', { name: 'Write the note' }).click();
    await page.getByText(/^The service cannot be reached/).waitFor();
    way = 'expired';
    await page.getByRole('button', { name: 'Write the note' }).click();
    await page.getByRole('button', { name: 'Sign in again' }).first().waitFor();
    await page.reload();
    await page.getByLabel('Note for the desk').waitFor();
    expect(await page.getByLabel('Note for the desk').inputValue()).toBe('Called twice.');
    await context.close();
  });

  it('releases exactly the package that the second person looked at, and to its reviewer shows no button', async () => {
    const sent: unknown[] = [];
    api = recordedApi(({ method, body }) => {
      if (method !== 'POST') return undefined;
      sent.push(body);
      return { json: { id: sealed.id, decision: 'release', missing: 0 } };
    });
    const path = `/desk/demands/${sealed.id}/release`;
    const second = await open(sam, path);
    await second.page.getByRole('button', { name: /^Release to U.S. Attorney/ }).click();
    await second.page.getByRole('heading', { name: 'You released it' }).waitFor();
    expect(sent).toEqual([
      { on: sealed.matter, decision: 'release', packageSha256: recorded.package.sha256 },
    ]);
    await second.context.close();
    const first = await open({ sub: sealed.review?.by ?? '', roles: ['releaser'] }, path);
    await first.page.getByText(/^You reviewed this demand/).waitFor();
    expect(await first.page.getByRole('button', { name: /^Release to/ }).count()).toBe(0);
    await first.context.close();
  });
});
