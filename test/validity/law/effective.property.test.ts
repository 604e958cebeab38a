import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleId } from '../../../functions/validity/checks/rule-id.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { isLaw } from '../../../functions/validity/law/effective.ts';
import type { Page } from '../../../functions/validity/pages/page.schema.ts';
import { fileValue, withFile } from '../rewritten-law.ts';

const DAY_MS = 86_400_000;
const ORDER = 'us/2703d-order';
const dayText = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
/** Days around the end of a February with 29 days, by their number. */
const day = fc.integer({ min: Date.UTC(2024, 1, 25) / DAY_MS, max: Date.UTC(2024, 2, 6) / DAY_MS });
const span = fc.oneof(
  fc.record({ first: day }),
  fc.tuple(day, day).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
);
type Span = { first: number; last?: number };
const effective = ({ first, last }: Span) => ({
  from: dayText(first),
  ...(last === undefined ? {} : { to: dayText(last) }),
});
const contains = ({ first, last }: Span, number: number) =>
  first <= number && (last === undefined || number <= last);

describe('law in time', () => {
  it('holds on every day from its first to its last, both included', () => {
    fc.assert(
      fc.property(span, day, (one, today) => {
        expect(isLaw(effective(one), dayText(today))).toBe(contains(one, today));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes in the last day that four digits can write', () => {
    expect(isLaw({ from: '2024-01-01', to: '9999-12-31' }, '9999-12-31')).toBe(true);
    expect(isLaw({ from: '9999-12-31' }, '9999-12-31')).toBe(true);
    expect(isLaw({ from: '2024-01-01', to: '9999-12-31' }, '2023-12-31')).toBe(false);
  });

  it('gives every day exactly the rules of a page that are law on it', () => {
    const page = fileValue(ORDER) as Page;
    const spans = fc.array(fc.option(span, { nil: undefined }), {
      minLength: page.rules.length,
      maxLength: page.rules.length,
    });
    fc.assert(
      fc.property(spans, day, (chosen, today) => {
        const rules = page.rules.map((rule, index) => {
          const one = chosen[index];
          return { ...rule, name: `rule-${index}`, ...(one ? { effective: effective(one) } : {}) };
        });
        const rulebook = withFile(ORDER, { ...page, rules });
        const { demand, circumstances } = structuredClone(page.sample);
        const served = { ...demand, dates: { ...demand.dates, served: dayText(today) } };
        const found = rulebook.specialised(ORDER)?.rulesOn(dayText(today)) ?? [];
        const expected = rules.filter((_, index) => {
          const one = chosen[index];
          return one === undefined || contains(one, today);
        });
        expect(found.filter(({ rule }) => rule.name.startsWith('rule-')).map(({ rule }) => rule)).toEqual(
          expected,
        );
        const checks = decide(rulebook, served, circumstances).findings.map(({ check }) => check);
        expect(checks.filter((check) => check.includes(':rule-'))).toEqual(expected.map(ruleId));
      }),
      { numRuns: 300 },
    );
  });
});
