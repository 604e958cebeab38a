import { describe, expect, it, test } from '@jest/globals';
import { serveRulebook } from '../../functions/validity/serve-rulebook.ts';
import { law } from './law.ts';

const BROWSER = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';

describe('the public rulebook', () => {
  it('lists its pages', () => {
    const { status, contentType, body } = serveRulebook('', '*/*', law);
    expect([status, contentType]).toEqual([200, 'application/json']);
    expect(JSON.parse(body).instruments).toHaveLength(Object.keys(law.instruments).length);
    expect(serveRulebook('', BROWSER, law).body).toContain('href="/rulebook/us/search-warrant"');
  });

  test.each([...Object.keys(law.instruments), 'data-dictionary', 'principles', 'clocks'])(
    'serves %s as JSON and as HTML',
    (path) => {
      expect(JSON.parse(serveRulebook(path, 'application/json', law).body).rulebook).toBe(law.version);
      const { status, contentType, body } = serveRulebook(path, BROWSER, law);
      expect([status, contentType]).toEqual([200, 'text/html; charset=utf-8']);
      expect(body).toContain(law.version);
    },
  );

  it('gives every rule an anchor', () => {
    const { body } = serveRulebook('us/search-warrant', BROWSER, law);
    for (const anchor of ['signature:judge', 'served-within:execution', 'items-authorised:secrets'])
      expect(body).toContain(`id="${anchor}"`);
  });

  it('escapes what pages say', () => {
    const page = law.instruments['us/search-warrant'];
    if (!page) throw new Error('no page');
    const hostile = { ...law, instruments: { 'us/x': { ...page, title: '<script>"&' } } };
    expect(serveRulebook('us/x', BROWSER, hostile).body).toContain('<h1>&lt;script&gt;&quot;&amp;</h1>');
  });

  test.each(['us/nothing', 'constructor', '../us/search-warrant', 'roles.yaml'])('has no page %s', (path) => {
    const { status, contentType, body } = serveRulebook(path, BROWSER, law);
    expect([status, contentType]).toEqual([404, 'application/problem+json']);
    expect(body).not.toContain(path);
  });
});
