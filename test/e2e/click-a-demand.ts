import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { samplePaper } from '../../examples/demo/sample-paper.ts';

const WAITING_MS = 120_000;
const REFERENCE = 'GJ-CLICKED-1';

/** What a whole demand came to on the pages, and what went wrong on the way. */
export type Clicked = { verdict: string; receipt: string; records: string; harm: string[] };

/**
 * A demand from its filing to the receipt, by mouse, on the pages of a laptop: olga files, rita approves, sam releases,
 * and olga fetches, checks and confirms. `harm` has what a page complained of, and every address that is not this machine's.
 */
export async function clickADemand(browser: Browser, origin: string): Promise<Clicked> {
  const harm: string[] = [];
  const people: Page[] = [];
  const signIn = async (name: string, path: string): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(WAITING_MS);
    const page = await context.newPage();
    people.push(page);
    page.on('pageerror', ({ message }) => harm.push(`${name}: ${message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1')
        harm.push(`${name} asked ${hostname}`);
    });
    await page.goto(origin + path);
    await press(page, 'Continue with your organisation');
    await page.getByText(new RegExp(`^${name},`)).click();
    await press(page, 'Sign in');
    return page;
  };
  const olga = await signIn('olga', '/agent/file?step=instrument');
  await file(olga);
  const rita = await signIn('rita', '/desk');
  await approve(rita);
  const sam = await signIn('sam', '/desk?status=awaiting-release');
  await release(sam);
  const ended = await fetchAndCheck(olga);
  for (const page of people) await page.context().close();
  return { ...ended, harm };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const fill = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).fill(value);
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function file(page: Page): Promise<void> {
  await page.getByLabel('Whose law is it under?').selectOption('United States');
  await page.getByRole('radio', { name: 'Grand jury subpoena' }).check();
  await press(page, 'Continue');
  await fill(page, 'E-mail address', 'alice@example.com');
  await press(page, 'Continue');
  await page.getByRole('group', { name: 'Who holds the account' }).getByLabel('All of it').check();
  await page
    .getByRole('group', { name: /^Log-in times/ })
    .getByLabel('Ask for it')
    .check();
  await press(page, 'Continue');
  await fill(page, 'First day', day(-60));
  await fill(page, 'Last day', day(-1));
  await press(page, 'Continue');
  const buffer = samplePaper('A grand jury subpoena, filed by mouse');
  await page
    .getByLabel('Choose the paper')
    .setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer });
  await page.getByText('SHA-256').waitFor();
  await fill(page, 'Your reference', REFERENCE);
  // Who asks stands there already.
  await fill(page, 'Office that made it', 'Grand jury');
  await fill(page, 'Court', 'N.D. Cal.');
  await fill(page, 'Office that signed it', 'Clerk');
  await fill(page, 'Day it was made', day(-7));
  await fill(page, 'Day by which the answer is due', day(14));
  await press(page, 'Continue');
  await page.getByText(/^Nothing is missing by the rulebook/).waitFor();
  await press(page, 'File demand');
  await page.getByText(/Nothing more is to be done until somebody asks/).waitFor();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Desk', exact: true }).waitFor();
  await untilThere(page, page.getByRole('button', { name: `Claim ${REFERENCE}` }));
  await press(page, `Claim ${REFERENCE}`);
  await follow(page, REFERENCE);
  await page.getByRole('img').first().waitFor();
  await follow(page, 'Review the demand');
  await page.getByRole('radio', { name: /^Approve/ }).check();
  await press(page, 'Check your decision');
  await press(page, 'Approve 2 items, 1 account');
  await page.getByRole('heading', { name: 'You approved it' }).waitFor();
}

async function release(page: Page): Promise<void> {
  await untilThere(page, page.getByRole('link', { name: REFERENCE, exact: true }));
  await follow(page, REFERENCE);
  await follow(page, 'Look at the package');
  await page.getByText('Nothing beyond the scope').waitFor();
  await page.getByRole('button', { name: /^Release to / }).click();
  await page.getByRole('heading', { name: 'You released it' }).waitFor();
}

async function fetchAndCheck(page: Page): Promise<Omit<Clicked, 'harm'>> {
  await untilThere(page, page.getByRole('button', { name: 'Download package' }));
  const coming = page.waitForEvent('download');
  await press(page, 'Download package');
  const download = await (await coming).path();
  if (readFileSync(download).length === 0) throw new Error('what was downloaded is empty');
  await press(page, 'Check this package');
  await press(page, 'Check package');
  const verdict = (await page.locator('#verdict').textContent()) ?? '';
  const records = (await page.getByText(/all within \d+ grants/).textContent()) ?? '';
  await page.goBack();
  await press(page, 'Confirm receipt');
  const receipt = (await page.getByText('Receipt is confirmed.').textContent()) ?? '';
  return { verdict, records, receipt };
}

/** Reads the page again until it is there: people wait for each other and for machines. */
async function untilThere(page: Page, wanted: Locator): Promise<void> {
  for (const end = Date.now() + WAITING_MS; Date.now() < end; await page.reload()) {
    const isThere = wanted.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (await isThere) return;
  }
  throw new Error(`it did not come: ${wanted}`);
}
