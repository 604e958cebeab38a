import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const { CHROMIUM, BROWSER_TESTS } = process.env;

/** A browser of this machine; undefined where it has none. `CHROMIUM` names the one that is taken. */
export const chromiumPath: string | undefined = (CHROMIUM ? [CHROMIUM] : KNOWN).find((path) =>
  existsSync(path),
);

/**
 * `describe` where there is a browser; else one that says that it was left out, and why. With `BROWSER_TESTS=required` there
 * must be one.
 */
export const inBrowser = (name: string, tests: () => void): void => {
  const why = 'no browser here: install chromium, or name one in CHROMIUM';
  if (chromiumPath) describe(name, tests);
  else if (BROWSER_TESTS === 'required')
    it(`${name} in a browser`, () => {
      throw new Error(why);
    });
  else describe.skip(`${name} (${why})`, tests);
};

/** Builds the pages where they are not those of the present sources: a program of its own. */
export async function buildPages(): Promise<void> {
  await promisify(execFile)(process.execPath, ['web/build.ts'], { cwd: ROOT });
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  });

export type Person = { sub: string; roles: readonly string[]; expiresIn?: number };
export type Watched = { page: Page; context: BrowserContext; faults: string[]; elsewhere: string[] };

/** A page of its own for somebody who is signed in, with all that the browser complains of, and every address of another origin. */
export async function openPage(
  browser: Browser,
  origin: string,
  person: Person | undefined,
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const faults: string[] = [];
  const elsewhere: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (said) => {
    // That a call was refused is the business of the test.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource'))
      faults.push(said.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('blob:')) elsewhere.push(url);
  });
  if (person) {
    const session = JSON.stringify({ token: tokenOf(person) });
    await context.addInitScript((kept) => {
      const store = Reflect.get(globalThis, 'sessionStorage');
      if (!store.getItem('due-process:session')) store.setItem('due-process:session', kept);
    }, session);
  }
  return { page, context, faults, elsewhere };
}

/** A token that says who somebody is. Pages read it; nobody here checks its signature. */
function tokenOf({ sub, roles, expiresIn = 3600 }: Person): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + expiresIn;
  return `${part({ alg: 'none' })}.${part({ sub, exp, 'cognito:groups': roles })}.none`;
}

/** Waits until everything came that the page asked for, and it asked for nothing more a moment later. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const asked = () => page.evaluate("performance.getEntriesByType('resource').length");
  for (let before = await asked(); ; ) {
    await page.waitForTimeout(100);
    const now = await asked();
    if (now === before) return;
    before = now;
  }
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds serious or worse on a page, each with where: all that it knows, or of colours alone. */
export async function seriousFaults(page: Page, only?: 'colours'): Promise<string[]> {
  const script = await readFile(axePath, 'utf8');
  const rules = only ? "runOnly: ['color-contrast', 'link-in-text-block']," : '';
  // Through the debugger, which the page's content policy does not bind.
  return page.evaluate(`(async () => {
    ${script};
    const { violations } = await globalThis.axe.run(document, { ${rules} resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', '));
  })()`);
}
