import { describe, expect, it } from '@jest/globals';
import { listRulebookRoute } from '../../../functions/validity/list-rulebook.route.ts';
import { searchRulebook, serveRulebook } from '../../../functions/validity/serve-rulebook.ts';
import { answerOf } from '../../kit/answers.ts';
import { law } from '../law.ts';

const BROWSER = 'text/html';
const all = { words: '', jurisdiction: '', series: '' };
const found = (wanted: Partial<typeof all>) => {
  const told = JSON.parse(searchRulebook({ ...all, ...wanted }, 'application/json', law).body);
  answerOf(listRulebookRoute, told);
  return told as {
    instruments: { id: string; series: string }[];
    rules: { page: string; check: string; anchor: string }[];
  };
};
const shown = (words: string) => searchRulebook({ ...all, words }, BROWSER, law).body;

describe('a search of the rulebook', () => {
  it('finds pages by words of their titles first, whatever their case and accents', () => {
    expect(found({ words: 'SEARCH warrant' }).instruments[0]?.id).toBe('us/search-warrant');
    expect(found({ words: 'seárch Warrant' })).toEqual(found({ words: 'search warrant' }));
  });

  it('finds a check by its name, its citation or its reason, and leads to it', () => {
    for (const words of ['signature:judge', '18 USC 2711(4)', 'missing-judge-signature']) {
      const rules = found({ words }).rules.filter(({ page }) => page === 'us/search-warrant');
      expect([words, rules.length > 0]).toEqual([words, true]);
      for (const { page, anchor } of rules)
        expect(serveRulebook(page, BROWSER, law).body).toContain(` id="${anchor}"`);
    }
    expect(shown('signature:judge')).toContain('href="/rulebook/us/search-warrant#signature:judge"');
  });

  it('takes words of a page and of its rule together', () => {
    const { instruments, rules } = found({ words: 'germany judge' });
    expect(instruments.length).toBeGreaterThan(0);
    expect(new Set(rules.map(({ page }) => page.split('/')[0]))).toEqual(new Set(['de']));
  });

  it('keeps to a country and a kind', () => {
    const { instruments } = found({ jurisdiction: 'us', series: 'criminal' });
    expect(instruments.length).toBeGreaterThan(3);
    for (const { id, series } of instruments) expect([id.split('/')[0], series]).toEqual(['us', 'criminal']);
  });

  it('says where nothing has all words, and lists all pages where none is given', () => {
    expect(found({ words: 'warrant zzz' })).toMatchObject({ instruments: [], rules: [] });
    expect(shown('warrant zzz')).toContain('No page has all of that.');
    expect(searchRulebook(all, BROWSER, law)).toEqual(serveRulebook('', BROWSER, law));
  });

  it('shows what was asked as text, whatever it is', () => {
    const body = shown('"><script>alert(1)</script>');
    expect(body).not.toContain('<script');
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;');
  });
});

describe('citations', () => {
  const body = serveRulebook('us/search-warrant', BROWSER, law).body;

  it('lead to where the law is published, each by its number', () => {
    expect(body).toContain(
      '<a href="https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title18-section2703&amp;num=0&amp;edition=prelim" rel="noreferrer">18 USC 2703</a>(a)',
    );
    expect(body).toContain(
      '<a href="https://www.law.cornell.edu/rules/frcrmp/rule_41" rel="noreferrer">Fed. R. Crim. P. 41</a>',
    );
    expect(serveRulebook('eu/epoc', BROWSER, law).body).toContain(
      'https://eur-lex.europa.eu/eli/reg/2023/1543/oj',
    );
  });

  it('lead there from the line of each rule that has one', () => {
    const lines = body.match(/<p class="meta">.*?<\/p>/gs)?.filter((line) => line.includes('18 USC')) ?? [];
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toContain('uscode.house.gov');
  });

  it('lead nowhere from titles, codes and what is a link, and no address is made up of two', () => {
    for (const id of Object.keys(law.instruments)) {
      const page = serveRulebook(id, BROWSER, law).body;
      expect(page).not.toMatch(/<a [^>]*>[^<]*<a |<h[1-4][^>]*>(?:(?!<\/h).)*href="https:|<code>[^<]*<a /);
      expect(page.replaceAll(/<a href="https:[^>]*>([^<]*)<\/a>/g, '$1')).not.toMatch(/href="https:/);
      expect(page).not.toMatch(/href="[^"]*[{}]/);
    }
  });

  it('of most pages lead somewhere', () => {
    const without = Object.keys(law.instruments).filter(
      (id) => !serveRulebook(id, BROWSER, law).body.includes('href="https:'),
    );
    expect(without).toEqual([]);
  });
});
