import type { Browser } from 'playwright-core';
import { inBrowser, openBrowser, openPage, seriousFaults, settled } from './kit/browser.ts';
import { servePages } from './kit/host.ts';
import { reportsApi } from './kit/public-pages.ts';

const PAGES = [
  { path: '/rulebook', shows: 'Search' },
  { path: '/rulebook?q=judge&in=de&series=', shows: 'Search the rulebook' },
  { path: '/rulebook/us/all-writs-order', shows: 'What is checked' },
  { path: '/reports', shows: 'Editions' },
  { path: '/reports/2026-H2', shows: 'How this is counted' },
];

inBrowser('the pages for everyone', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof servePages>>;
  beforeAll(async () => {
    const reports = reportsApi();
    host = await servePages(() => reports);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    host?.close();
  });
  const open = async (path: string) => {
    const watched = await openPage(browser, host.origin, undefined);
    await watched.page.goto(host.origin + path);
    return watched;
  };
  /** Pixels by which a page is wider than what it is looked at through. */
  const TOO_WIDE = 'document.documentElement.scrollWidth - innerWidth';
  /** Height in pixels of the smallest letters in a drawing that is shown. */
  const SMALLEST = `Math.min(...[...document.querySelectorAll('svg text')].flatMap((text) => {
    const { width } = text.ownerSVGElement.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize);
    return width > 0 ? [(size * width) / text.ownerSVGElement.viewBox.baseVal.width] : [];
  }))`;

  it.each(PAGES)(
    '$path: axe finds nothing serious in light and dark, no width is too small, nothing runs or goes elsewhere',
    async ({ path, shows }) => {
      const { page, context, faults, elsewhere } = await open(path);
      await page.getByText(shows, { exact: true }).first().waitFor();
      await settled(page);
      await page.setViewportSize({ width: 768, height: 900 });
      expect(await seriousFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousFaults(page, 'colours')).toEqual([]);
      for (const width of [768, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect([width, await page.evaluate(TOO_WIDE)]).toEqual([width, 0]);
      }
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate<number>(SMALLEST)).toBeGreaterThanOrEqual(12);
      expect(await page.locator('script').count()).toBe(0);
      expect({ faults, elsewhere }).toEqual({ faults: [], elsewhere: [] });
      await context.close();
    },
  );

  it('prints a report with all of it, in black', async () => {
    const { page, context } = await open('/reports/2026-H2');
    await page.emulateMedia({ media: 'print' });
    expect(await seriousFaults(page, 'colours')).toEqual([]);
    await page.setViewportSize({ width: 600, height: 900 });
    expect(await page.evaluate<number>(SMALLEST)).toBeGreaterThanOrEqual(9);
    expect(await page.locator('.no-print').first().isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    await context.close();
  });

  it('finds a check by typing, and leads to it on its page, by keys alone', async () => {
    const { page, context } = await open('/rulebook');
    await page.getByLabel('Words, a check or a citation').focus();
    await page.keyboard.type('signature:judge 41');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Search the rulebook' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('signature:judge 41');
    await page.getByRole('link', { name: 'A judge has signed the warrant.' }).first().press('Enter');
    await page.waitForURL(/us\/search-warrant#signature:judge$/);
    expect(await page.evaluate("document.querySelector(':target').id")).toBe('signature:judge');
    await context.close();
  });

  it.each(['/rulebook/answers', '/rulebook/clocks', '/rulebook/sources'])(
    '%s has tables that a telephone shows as lists, none over another',
    async (path) => {
      const { page, context } = await open(path);
      await page.setViewportSize({ width: 360, height: 900 });
      expect(await page.evaluate(TOO_WIDE)).toBe(0);
      const overlaps = await page.evaluate(`[...document.querySelectorAll('td')].filter((cell) => {
        const next = cell.nextElementSibling;
        return next && next.getBoundingClientRect().top < cell.getBoundingClientRect().bottom - 1;
      }).length`);
      expect(overlaps).toBe(0);
      await context.close();
    },
  );
});
