import { describe, expect, test } from '@jest/globals';
import { citesUnder } from '../../functions/validity/cites-under.ts';

describe('a citation', () => {
  test.each([
    ['18 U.S.C. § 2709(b)', '18 USC 2709(b)'],
    ['18 USC 2709(c)(1)(B)', '18 USC 2709(c)'],
    ['18 usc §2703', '18 USC 2703'],
    ['designated-authority', 'designated-authority'],
    ['COPO 2019 s.8', 'COPO 2019 s.8'],
  ])('%s falls under %s', (given, wanted) => {
    expect(citesUnder(given, wanted)).toBe(true);
  });

  test.each([
    ['18 USC 27030', '18 USC 2703'],
    ['18 USC 2709(c)', '18 USC 2709(b)'],
    ['', '18 USC 2709'],
    ['18 USC 2709', '18 USC 2709(b)'],
  ])('%s does not fall under %s', (given, wanted) => {
    expect(citesUnder(given, wanted)).toBe(false);
  });
});
