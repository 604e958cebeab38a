import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../functions/validity/decide/decide.ts';
import type { Page } from '../../../functions/validity/pages/page.schema.ts';
import { law, sampleOf } from '../law.ts';
import { fileValue, withFile } from '../rewritten-law.ts';

const ORDER = 'us/2703d-order';

/** The order's page with one more rule, on content, of which nothing is left when its turn comes. */
function withRuleOnContent() {
  const page = fileValue(ORDER) as Page;
  const rule: Page['rules'][number] = {
    check: 'items-authorised',
    name: 'late',
    cite: 'Invented for this test',
    says: 'Content that is still in question is looked at by a person.',
    fails: 'Content that is still in question is looked at by a person.',
    items: ['content'],
    otherwise: { outcome: 'refer', reason: 'no-period', do: 'Wait for the person to look at it.' },
  };
  return withFile(ORDER, { ...page, rules: [...page.rules, rule] });
}

describe('the rules of a page', () => {
  it('that drop nothing are asked only of the items that drops have left', () => {
    const { demand, circumstances } = sampleOf(ORDER);
    const asked = { ...demand, data: ['subscriber', 'content'] };
    const { outcome, findings } = decide(withRuleOnContent(), asked, circumstances);
    expect(outcome).toBe('narrow');
    expect(findings.find(({ check }) => check === 'items-authorised:late')?.outcome).toBe('not-applicable');
  });

  it('give the same decision whichever demands came before', () => {
    const { demand, circumstances } = sampleOf('us/search-warrant');
    const fresh = (data: string[]) => JSON.stringify(decide(law, { ...demand, data }, circumstances));
    const first = fresh(['content', 'secrets']);
    decide(law, { ...demand, data: ['content', 'secrets'], signatures: [], targets: [] }, circumstances);
    decide(law, { ...demand, data: ['secrets', 'content'] }, circumstances);
    expect(fresh(['content', 'secrets'])).toBe(first);
  });

  it('are not reached through what a decision gives out', () => {
    const { demand, circumstances } = sampleOf('us/search-warrant');
    const before = JSON.stringify(decide(law, demand, circumstances));
    const given = decide(law, demand, circumstances);
    expect(() => Object.assign(given.notice, { regime: 'none' })).toThrow(TypeError);
    for (const finding of given.findings)
      expect(() => Object.assign(finding, { cite: '' })).toThrow(TypeError);
    given.authorised.push('secrets');
    given.findings.length = 0;
    given.reasons.push('bulk');
    given.targets.push(7);
    expect(JSON.stringify(decide(law, demand, circumstances))).toBe(before);
  });
});
