import type { Browser, Page } from 'playwright-core';
import { DemandView } from '../../functions/desk/demand-view.schema.ts';
import { ConsultRequest } from '../../functions/review/consult.route.ts';
import { OutcomeRequest } from '../../functions/review/objection-outcome.route.ts';
import { ObjectionRequest } from '../../functions/review/objections.route.ts';
import { ResumeRequest } from '../../functions/review/resume.route.ts';
import { SecrecyRequest } from '../../functions/review/secrecy.route.ts';
import { buildPages, inBrowser, openBrowser, openPage, type Person, seriousFaults } from './kit/browser.ts';
import { type Api, servePages } from './kit/host.ts';
import { HOSTILE, hostile, problem, recorded, recordedApi } from './kit/recorded.ts';

const rita: Person = { sub: 'rita', roles: ['reviewer'] };
const { two } = recorded;
const HERE = `/desk/demands/${two.id}`;
const at = '2026-11-27T09:00:00.000Z';
const documents = [{ sha256: 'c'.repeat(64), mediaType: 'application/pdf', title: 'order.pdf' }];

/** Counsel was asked, something was brought before a court, and the authority sent an order. */
const busy = DemandView.parse({
  ...two,
  counsel: [{ number: 1, because: { reason: 'privilege' }, by: 'ruth', at, round: 1 }],
  objections: [
    {
      objection: 1,
      holds: 'production',
      state: 'open',
      kind: 'quash-or-modify',
      grounds: ['beyond-its-law'],
      before: 'N.D. Cal.',
      brought: '2026-11-26',
      documents,
      by: 'ruth',
      at,
    },
  ],
  orders: [
    {
      order: 1,
      kind: 'ordered',
      concerns: 'REF-1',
      basis: '18 USC 2705(b)',
      orderedBy: 'court',
      issued: '2026-11-26',
      until: '2027-02-26',
      documents,
      by: 'olga',
      at,
      state: 'pending',
      heededUntil: at,
    },
  ],
});
const failed = DemandView.parse({
  ...two,
  status: 'failed',
  review: { decision: 'approve', at, items: ['subscriber'], targets: [0], by: 'ruth' },
});

const FORMS = [
  { as: 'answer', view: busy, shows: 'Which counsel answered?', button: 'Record the answer' },
  { as: 'objection', view: busy, shows: 'What was brought?', button: 'Record the objection' },
  { as: 'outcome&n=1', view: busy, shows: 'What was decided?', button: 'Record the outcome' },
  { as: 'order', view: busy, shows: 'What does the order say?', button: 'Record the order' },
  { as: 'decide-order&n=1', view: busy, shows: 'Is it heeded?', button: 'Decide on the order' },
  { as: 'take-up', view: failed, shows: 'How does it go on?', button: 'Take the demand up' },
];

inBrowser('what reviewers record of a demand', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof servePages>>;
  let api: Api;
  let sent: unknown[] = [];
  beforeAll(async () => {
    await buildPages();
    host = await servePages(() => api);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    host?.close();
  });

  const show = (view: DemandView, answer: () => ReturnType<Api> = () => ({ json: { id: two.id } })) => {
    sent = [];
    api = recordedApi(({ method, path, body }) => {
      if (method === 'GET') return path === `/demands/${two.id}` ? { json: view } : undefined;
      sent.push(body);
      return answer();
    });
  };
  const open = async (path: string, who = rita) => {
    const watched = await openPage(browser, host.origin, who);
    await watched.page.goto(host.origin + path);
    return watched;
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const paper = async (page: Page) => {
    const file = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('paper') };
    await page.locator('#documents').setInputFiles(file);
    await page.getByText(/^SHA-256/).waitFor();
  };

  it('say what is missing at its field, and fit a telephone in the dark', async () => {
    show(busy);
    const { page, context, faults, elsewhere } = await open('/');
    await page.setViewportSize({ width: 360, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const form of FORMS) {
      show(hostile(form.view));
      await page.goto(`${host.origin}${HERE}/record?as=${form.as}`);
      await page.getByText(form.shows).first().waitFor();
      await press(page, form.button);
      await page.locator('.govuk-error-summary:focus').waitFor();
      for (const link of await page.locator('.govuk-error-summary a').all()) {
        const field = (await link.getAttribute('href')) ?? '';
        expect(await page.locator(field).count()).toBe(1);
      }
      expect([form.as, await seriousFaults(page)]).toEqual([form.as, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(await page.evaluate('document.body.textContent')).toContain(HOSTILE);
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect({ faults, elsewhere, sent }).toEqual({ faults: [], elsewhere: [], sent: [] });
    }
    await context.close();
  });

  it('leads there from the demand, by what waits and by the role', async () => {
    show(busy);
    const { page, context } = await open(HERE);
    const courtOf = (of: Page) => of.locator('section', { has: of.locator('#court') });
    const court = courtOf(page);
    await court.getByRole('link').first().waitFor();
    expect(await court.getByRole('link').allTextContents()).toEqual([
      'Record counsel’s answer',
      'Record what came of it',
      'Decide on order 1',
      'Record an objection',
      'Record an order about silence',
    ]);
    await context.close();
    const other = await open(HERE, { sub: 'ada', roles: ['auditor'] });
    await other.page.locator('#court').waitFor();
    expect(await courtOf(other.page).getByRole('link').count()).toBe(0);
    await other.page.goto(`${host.origin}${HERE}/record?as=order`);
    await other.page.getByText(/^Reviewers record this/).waitFor();
    await other.context.close();
  });

  it('records an answer, an objection and its outcome as the service takes them', async () => {
    show(busy);
    const { page, context } = await open(`${HERE}/record?as=answer`);
    await page.getByLabel('Which counsel answered?').fill('Ms Reyes');
    await page.getByLabel('What did they say?').fill('It may be given.');
    await press(page, 'Record the answer');
    await page.locator('#done:focus').waitFor();
    await page.goto(`${host.origin}${HERE}/record?as=objection`);
    await page.getByRole('radio').first().check();
    await page.getByRole('group', { name: 'On which grounds?' }).getByRole('checkbox').first().check();
    await page.getByLabel('Before which court or authority?').fill('N.D. Cal.');
    await page.getByLabel('Day on which it was brought').fill('2026-11-26');
    await paper(page);
    await press(page, 'Record the objection');
    await page.locator('#done:focus').waitFor();
    await page.goto(`${host.origin}${HERE}/record?as=outcome&n=1`);
    await page.getByLabel('Modified').check();
    await page.getByRole('group', { name: 'What was left?' }).getByRole('checkbox').first().check();
    await page.getByLabel('Day of the decision').fill('2026-11-27');
    await page.getByLabel(/^It was decided on its merits/).check();
    await paper(page);
    await press(page, 'Record the outcome');
    await page.locator('#done:focus').waitFor();
    expect(ConsultRequest.parse(sent[0])).toEqual({
      answer: { counsel: 'Ms Reyes', says: 'It may be given.' },
    });
    expect(ObjectionRequest.parse(sent[1])).toMatchObject({ before: 'N.D. Cal.', brought: '2026-11-26' });
    expect(OutcomeRequest.parse(sent[2])).toMatchObject({
      outcome: 'modified',
      items: [two.demand.data[0]],
      on: two.matter,
      reason: 'on-its-merits',
    });
    await context.close();
  });

  it('records an order, keeps it when somebody was quicker, and decides on one', async () => {
    let isLate = true;
    show(busy, () =>
      isLate ? problem(409, 'stale_decision', 'It changed since.') : { json: { id: two.id } },
    );
    const { page, context } = await open(`${HERE}/record?as=order`);
    await page.getByLabel('It prolongs a silence').check();
    await page.getByLabel('Which silence does it change?').selectOption({ index: 1 });
    await page.getByLabel(/^Which case/).fill('REF-1');
    await page.getByLabel('Day of the order').fill('2026-11-26');
    await paper(page);
    await press(page, 'Record the order');
    await press(page, 'Read it as it is now');
    expect(await page.getByLabel(/^Which case/).inputValue()).toBe('REF-1');
    isLate = false;
    await press(page, 'Record the order');
    await page.locator('#done:focus').waitFor();
    expect(SecrecyRequest.parse(sent.at(-1))).toMatchObject({ order: { kind: 'renewed', of: 1 } });
    await page.goto(`${host.origin}${HERE}/record?as=decide-order&n=1`);
    await page.getByRole('img').waitFor();
    await page.getByLabel('Do not heed it').check();
    await page.getByLabel(/^The paper does not say what was brought/).check();
    await press(page, 'Decide on the order');
    await page.locator('#done:focus').waitFor();
    expect(SecrecyRequest.parse(sent.at(-1))).toEqual({
      decide: { order: 1, decision: 'refuse', on: two.matter, reason: 'paper-says-otherwise' },
    });
    await context.close();
  });

  it('takes up what failed: again, without a service, with less, or to refuse it', async () => {
    show(failed);
    const { page, context } = await open(HERE);
    await page.getByRole('link', { name: 'Take the demand up' }).click();
    const ways = [
      { way: 'Try it again', reason: /^What made it fail was removed/, also: 'Read all of it again' },
      { way: 'Leave a service out', reason: /^One of our services cannot/, also: /./ },
      { way: 'Refuse', reason: /^It cannot be carried out/ },
    ];
    for (const { way, reason, also } of ways) {
      await page.getByLabel(way, { exact: true }).check();
      if (also) await page.getByRole('checkbox', { name: also }).first().check();
      await page.getByLabel(reason).check();
      await press(page, way === 'Refuse' ? 'Refuse the demand' : 'Take the demand up');
      await page.locator('#done:focus').waitFor();
      await page.reload();
    }
    expect(sent.map((body) => ResumeRequest.parse(body))).toMatchObject([
      { action: 'retry', on: two.matter, reason: 'cause-removed', readAgain: true },
      { action: 'leave-out', services: [expect.any(String)], reason: 'service-cannot-give' },
      { action: 'refuse', reason: 'cannot-be-carried-out' },
    ]);
    await page.getByLabel('Give less').check();
    await page.getByLabel('acct-0002').uncheck();
    await page.getByLabel(/^The identifier named the account at a time/).check();
    await press(page, 'Take the demand up');
    await page.locator('#done:focus').waitFor();
    expect(ResumeRequest.parse(sent.at(-1))).toMatchObject({
      action: 'narrow',
      accounts: ['acct-0003'],
      reason: 'other-holder',
    });
    await context.close();
  });
});
