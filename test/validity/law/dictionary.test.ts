import { describe, expect, it } from '@jest/globals';
import { law } from '../law.ts';

const { dictionary } = law;

describe('the data dictionary', () => {
  it('lets a family stand for all its items', () => {
    expect(dictionary.expand(['live'])).toEqual(['live.traffic', 'live.content']);
    expect(dictionary.expand(['sessions', 'live.content', 'live'])).toEqual([
      'sessions',
      'live.content',
      'live.traffic',
    ]);
  });

  it('says the same with the smallest list, in the order of first appearance', () => {
    expect(dictionary.smallest(['sessions', 'live.content', 'content.mail', 'live.traffic'])).toEqual([
      'sessions',
      'live',
      'content.mail',
    ]);
  });

  it('knows families and items and nothing else', () => {
    expect(['content', 'content.mail', 'sessions'].every((item) => dictionary.known(item))).toBe(true);
    expect(['', 'mail', 'content.', 'constructor', '__proto__'].some((item) => dictionary.known(item))).toBe(
      false,
    );
    expect(dictionary.expand(['constructor', 'shoe-size'])).toEqual([]);
  });

  it('knows what is content and what is secret', () => {
    expect(
      ['content', 'content.files', 'live', 'live.content'].every((item) => dictionary.isContent(item)),
    ).toBe(true);
    expect(
      ['subscriber', 'traffic', 'live.traffic', 'location'].some((item) => dictionary.isContent(item)),
    ).toBe(false);
    expect(dictionary.isSecret('secrets')).toBe(true);
  });
});
