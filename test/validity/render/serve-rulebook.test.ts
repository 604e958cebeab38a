import { describe, expect, it, test } from '@jest/globals';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { listRulebookRoute } from '../../../functions/validity/list-rulebook.route.ts';
import { serveRulebookRoute } from '../../../functions/validity/serve-rulebook.route.ts';
import { serveRulebook } from '../../../functions/validity/serve-rulebook.ts';
import { answerOf } from '../../kit/answers.ts';
import { law } from '../law.ts';
import { mergeExample } from '../merge-example.ts';
import {
  GENERAL_NAMES,
  leavesOf,
  withEveryText,
  withFile,
  withLeafChanged,
  withMarkedSentences,
} from '../rewritten-law.ts';

const BROWSER = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';
const pages = Object.keys(law.instruments);
const read = (path: string, rulebook = law) => serveRulebook(path, BROWSER, rulebook).body;

describe('the public rulebook', () => {
  it('lists its pages', () => {
    const { contentType, body } = serveRulebook('', '*/*', law);
    expect(contentType).toBe('application/json');
    expect(JSON.parse(body).instruments).toHaveLength(pages.length);
    answerOf(listRulebookRoute, JSON.parse(body));
    for (const page of pages) expect(read('')).toContain(`href="/rulebook/${page}"`);
  });

  it('marks on the list what is not confirmed', () => {
    const rows = read('').split('<tr');
    for (const { id, confirmed } of Object.values(law.instruments)) {
      const row = rows.find((one) => one.includes(`href="/rulebook/${id}"`));
      expect([id, row?.includes('not confirmed')]).toEqual([id, !confirmed]);
    }
  });

  it.each(['', ...pages, ...GENERAL_NAMES])('gives one status to each thing on the page "%s"', (path) => {
    const body = read(path);
    const statuses = new Map<string, Set<string>>();
    for (const [, id = '', badge = ''] of body.matchAll(
      /<code>([^<]+)<\/code><\/a> · [^\n]*? · <span class="badge[^"]*">([^<]+)</g,
    ))
      statuses.set(id, (statuses.get(id) ?? new Set()).add(badge));
    expect([...statuses].filter(([, said]) => said.size > 1)).toEqual([]);
    // A line, a row or a rule says one of the two, and exceptions only from what is confirmed.
    const parts = body.match(/<(dd|td|p class="meta")[^>]*>.*?<\/(dd|td|p)>/gs) ?? [];
    const contrary = parts.filter(
      (part) =>
        part.includes('>not confirmed<') && (part.includes('>confirmed<') || part.includes('but for')),
    );
    expect(contrary).toEqual([]);
  });

  it('says of each instrument on the list what its page says', () => {
    const rows = read('').split('<tr');
    for (const id of pages) {
      const row = rows.find((one) => one.includes(`href="/rulebook/${id}"`));
      const [, status = 'no status'] = /<dd id="in-force:confirmed">(.*?)<\/dd>/s.exec(read(id)) ?? [];
      expect([id, row?.includes(status)]).toEqual([id, true]);
    }
  });

  it('has tables whose cells carry their titles, for telephones, and names where one is', () => {
    expect(read('')).toContain('<td role="cell" data-label="Source">');
    const body = read('us/search-warrant');
    expect(body).toContain('<nav class="crumbs" aria-label="Breadcrumb">');
    expect(body).toMatch(/<li aria-current="page">[^<]+<\/li><\/ol><\/nav>/);
  });

  test.each([...pages, ...GENERAL_NAMES])('serves %s as JSON and as HTML', (path) => {
    const page = JSON.parse(serveRulebook(path, 'application/json', law).body);
    expect(page.rulebook).toBe(law.version);
    answerOf(serveRulebookRoute, page);
    const { contentType, body } = serveRulebook(path, BROWSER, law);
    expect(contentType).toBe('text/html; charset=utf-8');
    expect(body).toContain(law.version);
    expect(body).not.toMatch(/undefined|\[object|NaN|<script/);
  });

  it.each([...pages, ...GENERAL_NAMES])(
    'gives no anchor of %s twice, and links to none that is not there',
    (path) => {
      const body = read(path);
      const anchors = [...body.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(anchors).toEqual([...new Set(anchors)]);
      for (const [, page, anchor] of body.matchAll(/href="([^"#]*)#([^"]+)"/g)) {
        const target = page === '' ? body : read((page ?? '').replace(/^\/rulebook\/?/, ''));
        expect(target).toContain(` id="${anchor}"`);
      }
    },
  );

  it.each(pages)('has an anchor on %s for every finding', (id) => {
    const page = law.instruments[id];
    if (!page) throw new Error('no page');
    for (const example of page.examples) {
      const { demand, circumstances } = mergeExample(page.sample, example);
      const texts = [read(id), demand.underlying === undefined ? '' : read(demand.underlying)].join('');
      for (const { check } of decide(law, demand, circumstances).findings)
        expect(texts).toContain(` id="${check}"`);
    }
  });

  it('says conditions in words', () => {
    const body = read('eu/epoc');
    expect(body).toContain('its sole purpose is to identify the user.');
    expect(body).toContain('danger of death, danger of serious injury or danger to critical infrastructure');
    expect(read('xx/foreign-order')).toContain('where it bears the signature of a judge');
    expect(body).not.toMatch(/[{}]&quot;|\{&quot;/);
  });

  test.each(['us/nothing', 'constructor', '../us/search-warrant', 'roles.yaml'])('has no page %s', (path) => {
    expect(() => serveRulebook(path, BROWSER, law)).toThrow(
      expect.objectContaining({
        status: 404,
        code: 'unknown_page',
        detail: expect.not.stringContaining(path),
      }),
    );
  });
});

describe('a page leaves nothing out', () => {
  it.each([...pages, ...GENERAL_NAMES])(
    'of %s: whatever changes in the file changes what is read',
    (path) => {
      const before = read(path);
      const { rulebook, markOf } = withMarkedSentences(path);
      const marked = read(path, rulebook);
      const silent = leavesOf(path)
        .filter((leaf) => !marked.includes(markOf(leaf)))
        .filter((leaf) => read(path, withLeafChanged(path, leaf)) === before);
      expect(silent.map((leaf) => leaf.join('.'))).toEqual([]);
    },
  );

  it('shows a member that it has no words for', () => {
    const page = law.instruments['us/search-warrant'];
    if (!page) throw new Error('no page');
    const [rule, ...rules] = page.rules;
    const strange = { ...page, newMember: 'first', rules: [{ ...rule, newParameter: ['second'] }, ...rules] };
    const body = read(page.id, withFile(page.id, strange));
    expect(body).toContain('<dt>New member</dt><dd>first</dd>');
    expect(body).toContain('<dt>New parameter</dt><dd>second</dd>');
  });
});

describe('hostile text', () => {
  const HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>";

  it.each([...pages, ...GENERAL_NAMES])('is escaped wherever it stands in %s', (path) => {
    const hostile = withEveryText(path, (text) => `${text}${HOSTILE}`);
    for (const body of [read(path, hostile), read('', hostile)]) expect(body).not.toMatch(/<script|<img/);
    expect(read(path, hostile)).toContain('&quot;&gt;&lt;script&gt;');
  });
});
