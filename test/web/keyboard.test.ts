import type { Browser, Page } from 'playwright-core';
import { buildPages, inBrowser, openBrowser, openPage, type Person } from './kit/browser.ts';
import { type Api, servePages } from './kit/host.ts';
import { portalApi, seen } from './kit/portal-api.ts';
import { recorded, recordedApi } from './kit/recorded.ts';

const { two, sealed } = recorded;
const rita: Person = { sub: 'rita', roles: ['reviewer'] };

inBrowser('the focus of who works by keyboard', () => {
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

  const open = async (who: Person, path: string) => {
    const watched = await openPage(browser, host.origin, who);
    await watched.page.goto(host.origin + path);
    return watched;
  };
  const focus = (page: Page, id: string) => page.locator(`#${id}:focus`).waitFor();
  const enter = async (page: Page, name: string | RegExp, role: 'button' | 'link' = 'button') => {
    await page.getByRole(role, { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
  };

  it('goes to the heading of the section when the button that had it is gone, and to a form that opens', async () => {
    const { page, context } = await open(rita, `/desk/demands/${two.id}`);
    await enter(page, 'Count the reach');
    await focus(page, 'reach');
    await context.close();
    const second = await open({ sub: 'sam', roles: ['releaser'] }, `/desk/demands/${sealed.id}/release`);
    await enter(second.page, 'Refuse the package');
    await focus(second.page, 'reason');
    await enter(second.page, 'Do not refuse it');
    await focus(second.page, 'decide');
    await second.context.close();
  });

  it('stays in the form of the desk’s list when it is searched, and goes to the list when its page is turned', async () => {
    api = recordedApi(({ path, query }) =>
      path === '/demands' ? { json: { ...recorded.list, next: `n${query.get('after') ?? ''}` } } : undefined,
    );
    const { page, context } = await open(rita, '/desk');
    await page.getByLabel('Reference', { exact: true }).focus();
    await page.keyboard.type('c?1');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Reference: c\?1/ }).waitFor();
    await focus(page, 'q');
    await enter(page, 'Next 50', 'link');
    await page.waitForURL(/after=n/);
    await page.locator('div:focus table').first().waitFor();
    await context.close();
  });

  it('comes back to the first field of a decision, and an address leads to a part of a page', async () => {
    const { page, context } = await open(
      { sub: 'ruth', roles: ['reviewer'] },
      `/desk/demands/${two.id}/decide?as=refuse`,
    );
    await page.getByLabel(/^It does not say well enough/).check();
    await page.keyboard.press('Control+Enter');
    await focus(page, 'check');
    await enter(page, 'Change it');
    await page.locator('form input:focus').waitFor();
    await enter(page, 'Open the paper', 'link');
    await focus(page, 'paper');
    await context.close();
  });

  it('is not led away by arrows through the roles, and keys that need AltGr work', async () => {
    const { page, context } = await open({ sub: 'rita', roles: ['reviewer', 'auditor'] }, '/desk');
    await page.getByLabel('Acting as').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('Emergencies: 2').waitFor();
    await enter(page, 'Change role');
    await page.getByText('Change role').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Acting as').inputValue()).toBe('auditor');
    await page.evaluate(`document.body.dispatchEvent(new KeyboardEvent('keydown',
      { key: '/', bubbles: true, ctrlKey: true, altKey: true, modifierAltGraph: true }))`);
    await focus(page, 'q');
    await context.close();
  });

  it('is led from the error to the country, where none is chosen, and from the filter to what it left', async () => {
    api = portalApi(seen.asked);
    const { page, context } = await open({ sub: 'olga', roles: ['agent'] }, '/agent/file?step=instrument');
    await page.getByLabel('Whose law is it under?').waitFor();
    await enter(page, 'Continue');
    await enter(page, 'Choose the instrument that you serve', 'link');
    await focus(page, 'instrument');
    await page.keyboard.type('United States');
    await page.getByLabel('Show only those that name').focus();
    await page.keyboard.type('grand jury');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: 'Grand jury subpoena', checked: true }).waitFor();
    await page.getByLabel('Whose law is it under?').selectOption('Germany');
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    await context.close();
  });
});
