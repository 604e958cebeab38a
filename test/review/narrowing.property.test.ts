import fc from 'fast-check';
import { isWithin, rangeOf } from '../../functions/shared/period.ts';

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const moment = fc.tuple(day, fc.boolean()).map(([at, bare]) => (bare ? at.slice(0, 10) : at));
const period = fc.record({ from: moment, to: moment });

describe('a review can only narrow', () => {
  it('finds a period within another exactly when each of its instants is', () => {
    fc.assert(
      fc.property(period, period, (inner, outer) => {
        const [a, b] = [rangeOf(inner), rangeOf(outer)];
        const instants = [a.from, a.to - 1, Math.floor((a.from + a.to) / 2)];
        const everyInside = a.from < a.to && instants.every((at) => at >= b.from && at < b.to);
        expect(isWithin(inner, outer)).toBe(everyInside);
      }),
      { numRuns: 5000 },
    );
  });

  it('finds every real period within none, and none within itself when it is empty', () => {
    expect(isWithin({ from: '2026-01-01', to: '2026-06-30' }, undefined)).toBe(true);
    expect(isWithin({ from: '2026-06-30', to: '2026-01-01' }, { from: '2026-01-01', to: '2026-12-31' })).toBe(
      false,
    );
  });
});
