import { describe, expect, it, test } from '@jest/globals';
import { citesAnyOf } from '../../../functions/validity/law/cites-under.ts';

describe('a citation', () => {
  test.each([
    ['18 U.S.C. § 2709(b)', '18 USC 2709(b)'],
    ['18 USC 2709(c)(1)(B)', '18 USC 2709(c)'],
    ['18 usc §2703', '18 USC 2703'],
    ['designated-authority', 'designated-authority'],
    ['COPO 2019 s.8', 'COPO 2019 s.8'],
    ['Title 18, United States Code, Section 2703(d)', '18 USC 2703(d)'],
    ['Section 2709(c) of Title 18, U.S. Code', '18 USC 2709'],
    ['Article 10(5) of Regulation (EU) 2022/2065', 'Regulation (EU) 2022/2065 art. 10'],
  ])('%s falls under %s', (given, wanted) => {
    expect(citesAnyOf([wanted])(given)).toBe(true);
  });

  test.each([
    ['18 USC 27030', '18 USC 2703'],
    ['18 USC 2709(c)', '18 USC 2709(b)'],
    ['', '18 USC 2709'],
    ['18 USC 2709', '18 USC 2709(b)'],
    ['Article 9(5) of Regulation (EU) 2022/2065', 'Regulation (EU) 2022/2065 art. 10'],
    ['Title 18, United States Code, Section 27090', '18 USC 2709'],
  ])('%s does not fall under %s', (given, wanted) => {
    expect(citesAnyOf([wanted])(given)).toBe(false);
  });

  it('falls under one of several, and under none of none', () => {
    expect(citesAnyOf(['18 USC 2709', '18 USC 2703'])('18 USC 2703(d)')).toBe(true);
    expect(citesAnyOf([])('18 USC 2703(d)')).toBe(false);
    expect(citesAnyOf([''])('')).toBe(false);
  });
});
