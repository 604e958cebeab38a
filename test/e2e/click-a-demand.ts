import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { samplePaper } from '../../examples/demo/sample-paper.ts';
import { type Hands, withKeys, withMouse } from './hands.ts';

const WAITING_MS = 120_000;
/** With signs that are shortcuts where nobody types. */
const REFERENCE = 'GJ-1?c/j[k]';

/** What a whole demand came to on the pages, and what went wrong on the way. */
export type Clicked = { verdict: string; receipt: string; records: string; harm: string[] };

/** Somebody at a page of theirs, and how they work it. */
type Person = { page: Page; hands: Hands };

/**
 * A demand from its filing to the receipt, on the pages of a laptop: olga files by keyboard alone, rita approves by mouse, sam
 * releases by keyboard, and olga fetches, checks and confirms. `harm` has what a page complained of, every address that is not
 * this machine's, and every step of a keyboard on which the focus could not be seen.
 */
export async function clickADemand(browser: Browser, origin: string): Promise<Clicked> {
  const harm: string[] = [];
  const people: Page[] = [];
  const signIn = async (name: string, path: string, by: 'mouse' | 'keys'): Promise<Person> => {
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
    const hands =
      by === 'mouse' ? withMouse(page) : withKeys(page, (where) => harm.push(`${name}, ${where}`));
    await page.goto(origin + path);
    await hands.take('button', 'Continue with your organisation');
    await hands.take('radio', new RegExp(`^${name},`));
    await hands.take('button', 'Sign in');
    return { page, hands };
  };
  const olga = await signIn('olga', '/agent/file?step=instrument', 'keys');
  await file(olga);
  await approve(await signIn('rita', '/desk', 'mouse'));
  await release(await signIn('sam', '/desk?status=awaiting-release', 'keys'));
  const ended = await fetchAndCheck(olga);
  for (const page of people) await page.context().close();
  return { ...ended, harm };
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function file({ page, hands: { take, fill, choose, give } }: Person): Promise<void> {
  await choose('Whose law is it under?', 'United States');
  await fill('Show only those that name', 'grand jury');
  await take('radio', 'Grand jury subpoena');
  await page.getByText('Its page in the rulebook').waitFor();
  await take('button', 'Continue');
  await fill('E-mail address', 'alice@example.com');
  await take('button', 'Continue');
  await take('checkbox', 'All of it', page.getByRole('group', { name: 'Who holds the account' }));
  await take('checkbox', 'Ask for it', page.getByRole('group', { name: /^Log-in times/ }));
  await take('button', 'Continue');
  await fill('First day', day(-60));
  await fill('Last day', day(-1));
  await take('button', 'Continue');
  const buffer = samplePaper('A grand jury subpoena, filed on the pages');
  await give('Choose the paper', { name: 'paper.pdf', mimeType: 'application/pdf', buffer });
  await page.getByText('SHA-256').waitFor();
  await fill('Your reference', REFERENCE);
  // Who asks stands there already.
  await fill('Office that made it', 'Grand jury');
  await fill('Court', 'N.D. Cal.');
  await fill('Day it was made', day(-7));
  await fill('Day by which the answer is due', day(14));
  await take('button', 'Continue');
  await take('link', /none of the signatures/);
  await fill('Office that signed it', 'Clerk');
  await take('button', 'Continue');
  await page.getByText(/^Nothing is missing by the rulebook/).waitFor();
  await take('button', 'File demand');
  await page.getByText(/Nothing more is to be done until somebody asks/).waitFor();
}

async function approve({ page, hands: { take } }: Person): Promise<void> {
  await page.getByRole('link', { name: 'Desk', exact: true }).waitFor();
  await untilThere(page, page.getByRole('button', { name: `Claim ${REFERENCE}` }));
  await take('button', `Claim ${REFERENCE}`);
  await take('link', REFERENCE);
  await page.getByRole('img').first().waitFor();
  await take('link', 'Review the demand');
  await take('radio', /^Approve/);
  await take('button', 'Check your decision');
  await take('button', 'Approve 2 items, 1 account');
  await page.getByRole('heading', { name: 'You approved it' }).waitFor();
}

async function release({ page, hands: { take } }: Person): Promise<void> {
  await untilThere(page, page.getByRole('link', { name: REFERENCE, exact: true }));
  await take('link', REFERENCE);
  await take('link', 'Look at the package');
  await page.getByText('Nothing beyond the scope').waitFor();
  await take('button', /^Release to /);
  await page.getByRole('heading', { name: 'You released it' }).waitFor();
}

async function fetchAndCheck({ page, hands: { take } }: Person): Promise<Omit<Clicked, 'harm'>> {
  await untilThere(page, page.getByRole('button', { name: 'Download package' }));
  const coming = page.waitForEvent('download');
  await take('button', 'Download package');
  const download = await (await coming).path();
  if (readFileSync(download).length === 0) throw new Error('what was downloaded is empty');
  await take('button', 'Check this package');
  await take('button', 'Check package');
  const verdict = (await page.locator('#verdict').textContent()) ?? '';
  const records = (await page.getByText(/all within \d+ grants/).textContent()) ?? '';
  await page.goBack();
  await take('button', 'Confirm receipt');
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
