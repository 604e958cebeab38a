import type { Browser } from 'playwright-core';
import { buildPages, inBrowser, openBrowser, openPage, type Person } from './kit/browser.ts';
import { type Api, type Asked, servePages } from './kit/host.ts';
import { PORTAL_ID, portalApi, seen } from './kit/portal-api.ts';
import { HOSTILE, problem, recorded } from './kit/recorded.ts';

const fred: Person = { sub: 'fred', roles: ['agent'] };
const STATUS = `/agent/demands/${PORTAL_ID}`;
/** As a filing takes it: signs that turn the direction of writing are refused there. */
const WRITTEN = HOSTILE.replaceAll('\u202e', '');
const DRAFT = {
  key: 'the-first-key',
  instrument: 'us/search-warrant',
  targets: [{ type: 'email', value: 'someone@example.com', at: '' }],
  data: ['subscriber'],
  reference: WRITTEN,
  authorityName: WRITTEN,
  authorityCountry: 'US',
  authorityLevel: 'federal',
  authorityKind: 'law-enforcement',
  issuerRole: 'Magistrate judge',
  signerRole: 'Magistrate judge',
  issued: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  papers: [{ sha256: 'a'.repeat(64), mediaType: 'application/pdf', title: WRITTEN, size: 1 }],
};

inBrowser('the portal among strangers', () => {
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
    api = portalApi(seen.ready);
  });

  const open = async (path: string, who = fred) => {
    const watched = await openPage(browser, host.origin, who);
    await watched.context.addInitScript((kept) => {
      const store = Reflect.get(globalThis, 'sessionStorage');
      if (!store.getItem('due-process:draft:filing')) store.setItem('due-process:draft:filing', kept);
    }, JSON.stringify(DRAFT));
    await watched.page.goto(host.origin + path);
    return watched;
  };

  it('says so where a page does not come for want of a network, and loads it again with what was typed', async () => {
    const { page, context } = await open('/agent');
    await page.getByRole('link', { name: 'File a demand' }).waitFor();
    await page.route('**/assets/**', (route) => route.abort());
    await page.getByRole('link', { name: 'File a demand' }).click();
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.unroute('**/assets/**');
    await page.getByRole('button', { name: 'Load it again' }).click();
    await page.getByRole('link', { name: 'Check and file' }).click();
    await page.getByText(WRITTEN).first().waitFor();
    await context.close();
  });

  it('takes what somebody between answers for no answer, and a desk’s view of a demand for none of an agent', async () => {
    let json: unknown;
    api = ({ path }) => (path === '/demands' ? { html: '<h1>Hotel</h1>' } : { json });
    const { page, context } = await open('/agent');
    await page.getByText(/^The service cannot be reached/).waitFor();
    json = recorded.two;
    await page.goto(host.origin + STATUS);
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    expect(await page.getByRole('heading').count()).toBe(1);
    await page.getByRole('button', { name: 'Begin at the first page' }).click();
    await page.getByRole('link', { name: 'Go to your demands' }).waitFor();
    await context.close();
  });

  it('shows a reviewer and somebody without a role nothing of it, and asks for nothing', async () => {
    const asked: string[] = [];
    api = ({ path }) => {
      asked.push(path);
      return { json: {} };
    };
    for (const roles of [['reviewer'], ['king'], []]) {
      const { page, context } = await open(STATUS, { sub: HOSTILE, roles });
      await page.getByRole('heading', { name: 'Not your page' }).waitFor();
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      await context.close();
    }
    expect(asked).toEqual([]);
  });

  it('shows a problem’s words as words, and files a draft that another tab filed as a demand of its own', async () => {
    const keys: unknown[] = [];
    api = portalApi(seen.asked, ({ path, method }: Asked) =>
      path === '/demands' && method === 'POST' && keys.length < 2
        ? problem(409, 'idempotency_key_reused', HOSTILE)
        : undefined,
    );
    const { page, context, faults } = await open('/agent/file?step=check');
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/demands'))
        keys.push(request.headers()['idempotency-key']);
    });
    await page.getByText(/^Nothing is missing by the rulebook/).waitFor();
    await page.getByRole('button', { name: 'File demand' }).click();
    await page.locator('.trouble').getByText(HOSTILE).waitFor();
    await page.getByRole('button', { name: /^It is another demand/ }).click();
    await page.getByRole('button', { name: 'File demand' }).click();
    await page.waitForTimeout(100);
    expect(keys).toEqual(['the-first-key', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    expect(await page.locator('img[src="x"], #app script').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('says that a file cannot be read any more', async () => {
    const { page, context } = await open('/agent/file?step=paper');
    await page.locator('#papers').waitFor();
    await page.evaluate(`(() => {
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      const chosen = new DataTransfer();
      chosen.items.add(new File(['x'], 'paper.pdf'));
      const input = document.getElementById('papers');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await page.getByText('This file cannot be read any more.').waitFor();
    await context.close();
  });

  it('waits before it asks again for a package, whatever it is told', async () => {
    let asked = 0;
    api = portalApi(seen.ready, ({ path, method }) => {
      if (!path.endsWith('/disclosure') || method !== 'POST') return undefined;
      asked += 1;
      return { status: 202, json: {}, headers: { 'retry-after': ['0', 'soon', '-5'][asked % 3] ?? '0' } };
    });
    const { page, context } = await open(STATUS);
    await page.getByRole('button', { name: 'Download package' }).click();
    await page.getByText(/^The package is being encrypted/).waitFor();
    await page.waitForTimeout(500);
    expect(asked).toBe(1);
    await context.close();
  });
});
