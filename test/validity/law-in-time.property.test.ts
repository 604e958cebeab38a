import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLaw, stretchesOf } from '../../functions/validity/law-in-time.ts';

const day = fc
  .date({ min: new Date('2024-02-25'), max: new Date('2024-03-06'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 'YYYY-MM-DD'.length));

const effective = fc.option(
  fc.oneof(
    fc.record({ from: day }),
    fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  ),
  { nil: undefined },
);

describe('law in time', () => {
  it('is cut so that every day gets exactly the rules that are law on it, first and last days included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.nat(), effective }), { maxLength: 6 }),
        day,
        (rules, today) => {
          const { numberOf, lawIn } = stretchesOf(rules);
          const expected = rules.filter((rule) => !rule.effective || isLaw(rule.effective, today));
          expect(lawIn[numberOf(today)]).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes in the last day that four digits can write', () => {
    const rules = [
      { effective: { from: '2024-01-01', to: '9999-12-31' } },
      { effective: { from: '9999-12-31' } },
    ];
    const { numberOf, lawIn } = stretchesOf(rules);
    expect(lawIn[numberOf('9999-12-31')]).toEqual(rules);
    expect(lawIn[numberOf('2023-12-31')]).toEqual([]);
  });
});
