import { describe, expect, it } from '@jest/globals';
import { linkTo } from '../../../functions/disclosure/documents/file-link.ts';
import { indexPage } from '../../../functions/disclosure/documents/index-page.ts';
import { shown } from '../../../functions/disclosure/documents/shown.ts';
import type { PayloadFile } from '../../../functions/disclosure/payload.ts';
import type { Predicate } from '../../../functions/disclosure/predicate.schema.ts';
import { law } from '../../validity/law.ts';
import { fileOf, PAYLOAD, payloadOf, predicateOf } from './sample-predicate.ts';

const pageOf = (predicate: Predicate = predicateOf(), payload: readonly PayloadFile[] = PAYLOAD) =>
  indexPage({ predicate, payload: payloadOf(payload), law });

describe('the page of a package', () => {
  it.each([
    ['who asked', 'Sample County Sheriff'],
    ['their reference', '26-mj-0142'],
    ['under which paper', 'Search warrant for stored data'],
    ['whose data', 'kim@example.com'],
    ['which time', '1 January 2026, 00:00 UTC to before 1 July 2026, 00:00 UTC'],
    ['what was found', '14 records of 2 accounts.'],
    ['what was not found', '<td class="number">none</td>'],
    ['what is not held', 'The provider holds no data of these kinds:'],
    ['what is outside the time', 'Of these kinds no part of the period can be had'],
    ['what was set aside, and why', '1: its bytes are not in the store'],
    ['what changed', '1 deleted, 2 edited, 0 added'],
    ['whom to ask', 'lawful-access@example.com'],
    ['how to check it', 'sha256sum -c manifest-sha256.txt'],
  ])('says %s', (_, words) => {
    expect(pageOf()).toContain(words);
  });

  it('says so where nothing was found, and where nothing could be', () => {
    const nothing = { accounts: [{ account: 'a', records: { sessions: 0 } }], setAside: [], changes: [] };
    expect(pageOf(predicateOf(nothing), [])).toContain('Nothing was found within the scope');
    expect(pageOf(predicateOf({ ...nothing, accounts: [] }), [])).toContain(
      'There is no data in this package.',
    );
  });

  it('is the same each time', () => {
    expect(pageOf()).toBe(pageOf());
  });

  it('runs nothing and loads nothing, whatever names are called', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const page = pageOf(
      predicateOf({
        reference: evil,
        authority: { name: evil, country: 'US' },
        provider: { name: evil, address: evil, contact: evil },
        targets: [{ type: 'email', value: evil, accounts: ['a'] }],
      }),
      [fileOf(`data/accounts/a/files/000001-${evil.replaceAll('/', '')}.png`)],
    );
    expect(page).not.toMatch(/<(script|img|iframe|object|embed|link|form)\b/i);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;');
  });

  it('lets no name turn what stands beside it', () => {
    const page = pageOf(predicateOf(), [fileOf('data/accounts/a/files/000001-\u202egnp.exe')]);
    expect(page).not.toContain('\u202e');
    expect(page).toContain('<bdi>files/000001-[U+202E]gnp.exe</bdi>');
    expect(
      shown('\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \ud83d\udc69\u200d\ud83d\udd2c'),
    ).not.toContain('[');
  });

  it('stays small with 200,000 files, and says how many it leaves out', () => {
    const many = Array.from({ length: 200_000 }, (_, index) =>
      fileOf(
        `data/accounts/acc-${String(Math.floor(index / 800)).padStart(3, '0')}/files/${String(index).padStart(6, '0')}-x.jpg`,
      ),
    );
    const page = pageOf(predicateOf(), many);
    expect(page.length).toBeLessThan(2_000_000);
    expect(page.match(/<a href="data/g)).toHaveLength(2000);
    expect(page).toContain('700 more are not in this list: files');
    expect(page).toContain('50 more are not in this list: accounts');
  });
});

describe('a link to a file', () => {
  it.each([
    'data/accounts/a/files/000001-page.html',
    'data/accounts/a/files/000002-drawing.svg',
    'data/accounts/a/files/000003-paper.pdf',
    'data/accounts/a/files/000004',
    'data/accounts/a/files/000005-table.csv',
    'data/accounts/a/files/000006-x.png.exe',
  ])('is not made where the file may run: %s', (path) => {
    expect(linkTo(path)).toBeUndefined();
  });

  it('stays within the package', () => {
    expect(linkTo('data/accounts/a/mail/mail-2.mbox')).toBe('data/accounts/a/mail/mail-2.mbox');
    expect(linkTo('data/accounts/a/sessions.csv')).toBe('data/accounts/a/sessions.csv');
    expect(linkTo("data/accounts/a/files/000001-a b#?%'é.png")).toBe(
      'data/accounts/a/files/000001-a%20b%23%3F%25%27%C3%A9.png',
    );
  });
});
