import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  buildPages,
  inBrowser,
  openBrowser,
  openPage,
  type Person,
  seriousFaults,
  settled,
} from './kit/browser.ts';
import { type Api, type Asked, servePages } from './kit/host.ts';
import { PORTAL_ID, portalApi, seen } from './kit/portal-api.ts';
import { HOSTILE, hostile, problem } from './kit/recorded.ts';

const fred: Person = { sub: 'fred', roles: ['agent'] };
const STATUS = `/agent/demands/${PORTAL_ID}`;
const PACKAGE = join(import.meta.dirname, '../disclosure/format-3/package.zip');
const KEY = join(import.meta.dirname, '../disclosure/format-3/signing-key.pem');

/** What somebody had answered before the page was opened. */
const ANSWERS = {
  key: 'a-key-of-this-draft',
  instrument: 'us/search-warrant',
  targets: [{ type: 'email', value: 'someone@example.com', at: '' }],
  data: ['subscriber'],
  reference: '24-MJ-0077',
  authorityName: 'Federal Bureau of Investigation',
  authorityCountry: 'US',
  authorityLevel: 'federal',
  authorityKind: 'law-enforcement',
  issuerRole: 'Magistrate judge',
  issued: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
};
const EMERGENCY = { ...ANSWERS, instrument: 'us/emergency-disclosure', danger: 'death' };

const PAGES = [
  { name: 'list', path: '/agent', shows: '24-MJ-0077' },
  { name: 'tasks', path: '/agent/file', shows: 'What you serve' },
  { name: 'instruments', path: '/agent/file?step=instrument', shows: 'Its page in the rulebook' },
  { name: 'danger', path: '/agent/file?step=danger', shows: 'Whom do we ask for?', answers: EMERGENCY },
  { name: 'data', path: '/agent/file?step=items', shows: 'Continue' },
  { name: 'paper', path: '/agent/file?step=paper', shows: 'Who asks', inLight: true },
  { name: 'check', path: '/agent/file?step=check', shows: '1 thing is missing', inLight: true },
  { name: 'question', path: STATUS, shows: 'Send the answer', inLight: true },
  { name: 'package check', path: '/check', shows: 'Choose the package' },
];

inBrowser('the pages of agents, and the check of packages', () => {
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
    api = portalApi(seen.asked);
  });

  const open = async (path: string, answers: object = {}) => {
    const watched = await openPage(browser, host.origin, fred);
    await watched.context.addInitScript((kept) => {
      const store = Reflect.get(globalThis, 'sessionStorage');
      if (!store.getItem('due-process:draft:filing')) store.setItem('due-process:draft:filing', kept);
    }, JSON.stringify(answers));
    await watched.page.goto(host.origin + path);
    return watched;
  };
  const shown = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  it.each(PAGES)(
    '$name: axe finds nothing serious, nothing is wider than a telephone, nothing goes elsewhere',
    async ({ path, shows, answers = ANSWERS, inLight = false }) => {
      const { page, context, faults, elsewhere } = await open(path, answers);
      await shown(page, shows);
      await settled(page);
      await page.setViewportSize({ width: 360, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousFaults(page)).toEqual([]);
      if (inLight) {
        await page.setViewportSize({ width: 768, height: 900 });
        expect(await seriousFaults(page, 'colours')).toEqual([]);
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await seriousFaults(page)).toEqual([]);
        await page.setViewportSize({ width: 360, height: 900 });
      }
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
      await context.close();
    },
  );

  it.each(['/agent', STATUS])('%s: what somebody wrote is text, whatever it is', async (path) => {
    const plain = portalApi(seen.ready);
    api = async (asked) => {
      const told = await plain(asked);
      return told?.json ? { ...told, json: hostile(told.json) } : (told ?? { status: 404, json: {} });
    };
    const { page, context, faults, elsewhere } = await open(path);
    await settled(page);
    expect(await page.evaluate('document.body.textContent')).toContain(HOSTILE);
    expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
    expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
    await context.close();
  });

  it('files by keys alone: from the instrument to the check, and from what is missing to its field', async () => {
    const filed: Asked[] = [];
    api = portalApi(seen.asked, (asked) => {
      if (asked.path !== '/demands' || asked.method !== 'POST') return undefined;
      filed.push(asked);
      return { status: 202, json: { id: PORTAL_ID, status: 'filed', filedAt: '', statusUrl: '' } };
    });
    const { page, context } = await open('/agent/file?step=targets', ANSWERS);
    const enter = () => page.keyboard.press('Enter');
    await page.getByLabel('E-mail address').press('Enter');
    await page.getByLabel('All of it').first().press('Enter');
    await page.getByLabel('First day').press('Enter');
    await page.getByLabel('Your reference').press('Enter');
    await shown(page, '1 thing is missing');
    await page.getByRole('link', { name: /^None of the signatures/ }).focus();
    await enter();
    await page.getByLabel('Office that signed it').waitFor();
    await page.keyboard.type('Magistrate judge');
    await enter();
    await page.getByText(/^Nothing is missing by the rulebook/).waitFor();
    const button = page.getByRole('button', { name: 'File demand' });
    await button.focus();
    await enter();
    await enter();
    await page.getByRole('heading', { name: 'The desk asks you' }).waitFor();
    expect(filed).toHaveLength(1);
    expect(filed[0]?.body).toMatchObject({
      issuer: { role: 'magistrate-judge' },
      signatures: [{ role: 'magistrate-judge' }],
      data: ['subscriber'],
    });
    expect(await page.evaluate('sessionStorage.getItem("due-process:draft:filing")')).toBeNull();
    await context.close();
  });

  it('keeps the answers when the network or the sign-in is lost, and files the same draft by the same key', async () => {
    let way: 'away' | 'expired' = 'away';
    const keys: unknown[] = [];
    api = portalApi(seen.asked, ({ path, method }) => {
      if (path !== '/demands' || method !== 'POST') return undefined;
      return way === 'away' ? Promise.reject(new Error()) : problem(401, 'token_expired', 'It has expired.');
    });
    const signed = { ...ANSWERS, signerRole: 'Magistrate judge' };
    const { page, context } = await open('/agent/file?step=check', signed);
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/demands'))
        keys.push(request.headers()['idempotency-key']);
    });
    await page.getByText(/^Nothing is missing by the rulebook/).waitFor();
    await press(page, 'File demand');
    await page.getByText(/^The service cannot be reached/).waitFor();
    way = 'expired';
    await press(page, 'File demand');
    await page.getByRole('button', { name: 'Sign in again' }).first().waitFor();
    await page.reload();
    await page.getByText('Reference 24-MJ-0077').waitFor();
    expect(keys).toEqual([ANSWERS.key, ANSWERS.key]);
    await context.close();
  });

  it('has who asks from the register, counts the hash of a paper here, and sends none that is too large', async () => {
    const sent: Asked[] = [];
    api = portalApi(seen.asked, (asked) => {
      if (asked.path !== '/documents' && asked.path !== '/put') return undefined;
      sent.push(asked);
      const upload = { url: `${host.origin}/put`, method: 'PUT', headers: {}, expiresIn: 60 };
      return { json: asked.path === '/put' ? {} : { sha256: '', upload } };
    });
    const none = { authorityName: '', authorityCountry: '', authorityLevel: '', authorityKind: '' };
    const { page, context } = await open('/agent/file?step=paper', { ...ANSWERS, ...none });
    const paper = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer });
    await page.getByLabel('Choose the paper').setInputFiles(paper('paper.txt', Buffer.from('"paper"')));
    await page.getByText(/^SHA-256/).waitFor();
    expect(sent.map(({ path, body }) => [path, body])).toMatchObject([
      ['/documents', { mediaType: 'text/plain', size: 7, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      ['/put', 'paper'],
    ]);
    // A file of that size takes the driver long to hand over; the page makes it.
    await page.evaluate(`(() => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array(27_000_000)], 'large.pdf'));
      const input = document.getElementById('papers');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await page.getByText(/The paper is 27 MB; the limit is 26 MB\. Your answers are kept\./).waitFor();
    expect(sent).toHaveLength(2);
    expect(await page.getByLabel('Authority', { exact: true }).inputValue()).toBe(
      'Federal Bureau of Investigation',
    );
    expect(await page.getByLabel('What it is').inputValue()).toBe('law-enforcement');
    await context.close();
  });

  it('shows a question before all else, and answers it with the fields that it asks for', async () => {
    const answers: unknown[] = [];
    api = portalApi(seen.asked, ({ path, body }) => {
      if (!path.endsWith('/clarify')) return undefined;
      answers.push(body);
      return { json: { id: PORTAL_ID } };
    });
    const { page, context } = await open(STATUS);
    await page.getByLabel('Office that signed it').fill('Magistrate judge');
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('The desk asks you');
    await page.getByLabel('Provisions that the paper cites').fill('18 USC 2703\nFed. R. Crim. P. 41');
    const answered = page.waitForResponse((response) => response.url().endsWith('/clarify'));
    await press(page, 'Send the answer');
    await answered;
    expect(answers).toEqual([
      {
        demand: { signatures: [{ role: 'magistrate-judge' }], cites: ['18 USC 2703', 'Fed. R. Crim. P. 41'] },
      },
    ]);
    await context.close();
  });

  it('tells what was removed and why', async () => {
    api = portalApi(seen.ready);
    const { page, context } = await open(STATUS);
    await shown(page, 'Granted in part');
    const decision = await page.locator('section', { has: page.locator('#decision') }).textContent();
    expect(decision).toMatch(/Removed\s*Substance, purport or meaning/);
    expect(decision).toContain('We hold it, and the paper does not reach it.');
    expect(await page.getByRole('button', { name: 'Download package' }).count()).toBe(1);
    await context.close();
  });

  it('checks packages on the page and sends nothing: a good one, a stranger’s, a damaged one', async () => {
    const { page, context, faults, elsewhere } = await open('/check');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    const check = async (buffer: Buffer) => {
      const file = { name: 'package.zip', mimeType: 'application/zip', buffer };
      await page.locator('#package').setInputFiles(file);
      await press(page, 'Check package');
      await page.locator('#verdict').waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('verdict');
      return page.locator('#verdict').textContent();
    };
    const whole = readFileSync(PACKAGE);
    expect(await check(whole)).toBe('This package is intact, but nobody vouches for it');
    await page.getByText('Trust keys of a file instead').click();
    await page.getByLabel('File of keys').setInputFiles(KEY);
    await page.getByText(/^Only the keys/).waitFor();
    expect(await check(whole)).toBe('This package is good');
    const damaged = Buffer.from(whole);
    damaged[5000] = (damaged[5000] ?? 0) ^ 1;
    expect(await check(damaged)).toBe('Do not rely on this package');
    expect(await page.getByRole('heading', { name: 'What is not as it must be' }).count()).toBe(1);
    expect({ sent, faults, elsewhere }).toEqual({ sent: [], faults: [], elsewhere: [] });
    await context.close();
  });
});
