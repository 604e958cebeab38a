import fc from 'fast-check';
import { intersection, rangeOf } from '../../functions/ledger/instant-range.ts';
import type { Grant } from '../../functions/ledger/parts/scope.part.ts';
import { compileGrants, isStanding, type ScopeInputs } from '../../functions/retrieval/scope.ts';
import {
  ALL_FAMILIES,
  ALL_ITEMS,
  demandOf,
  determinationOf,
  dictionary,
  FILED_AT,
  reviewOf,
} from './builders.ts';

const date = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((value) => value.toISOString());
const moment = fc.oneof(
  date,
  date.map((value) => value.slice(0, 10)),
);
const period = fc.record({ from: moment, to: moment });
const items = fc.uniqueArray(fc.constantFrom(...ALL_ITEMS, ...ALL_FAMILIES), { minLength: 1 });
const targets = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1 });
const account = fc.integer({ min: 0, max: 7 }).map((number) => `acct-${number}`);
const accounts = fc.array(
  fc.record({ target: fc.integer({ min: 0, max: 7 }), account, customer: fc.constant('consumer' as const) }),
);

const inputs = fc
  .record({
    demanded: items,
    authorised: items,
    reviewed: items,
    demandPeriod: fc.option(period, { nil: undefined }),
    reviewPeriod: fc.option(period, { nil: undefined }),
    proceeding: targets,
    chosen: targets,
    accounts,
  })
  .map((drawn): ScopeInputs => {
    const value = (index: number) => ({ type: 'account-id' as const, value: `user${index}` });
    const { period: _period, ...review } = reviewOf({ items: drawn.reviewed, targets: drawn.chosen });
    const { period: _own, ...demand } = demandOf({
      data: drawn.demanded,
      targets: [0, 1, 2, 3, 4].map(value),
    });
    return {
      demand: { ...demand, ...(drawn.demandPeriod ? { period: drawn.demandPeriod } : {}) },
      filedAt: FILED_AT,
      determination: determinationOf({
        authorised: drawn.authorised,
        targets: drawn.proceeding,
        accounts: drawn.accounts,
      }),
      review: { ...review, ...(drawn.reviewPeriod ? { period: drawn.reviewPeriod } : {}) },
      dictionary,
    };
  });

const isWithin = (inner: Grant, outer: Grant) =>
  inner.account === outer.account &&
  inner.service === outer.service &&
  inner.items.every((item) => outer.items.includes(item)) &&
  (inner.items.every(isStanding) ||
    (inner.period.from >= outer.period.from && inner.period.to <= outer.period.to));

const contains = (at: string, range: { from: string; to: string }) => at >= range.from && at < range.to;

describe('the algebra of scopes', () => {
  it('never exceeds the demand, the determination or the review', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const { determination, review, demand } = drawn;
        for (const grant of compileGrants(drawn).grants) {
          for (const list of [demand.data, determination.determination.authorised, review.items])
            expect(dictionary.expand(list)).toEqual(expect.arrayContaining(grant.items));
          const named = determination.accounts.filter(
            ({ target }) =>
              demand.targets[target] &&
              determination.determination.targets.includes(target) &&
              review.targets.includes(target),
          );
          expect(named.map((one) => one.account)).toContain(grant.account);
          expect(grant.items.some((item) => /^(secrets|live)/.test(item))).toBe(false);
        }
      }),
    );
  });

  it('lets through an instant exactly when every period does', () => {
    fc.assert(
      fc.property(inputs, date, (drawn, at) => {
        const timed = compileGrants(drawn).grants.filter(({ items }) => !items.every(isStanding));
        const periods = [drawn.demand.period, drawn.review.period].filter((one) => one !== undefined);
        const mayBe = at < FILED_AT && periods.every((one) => contains(at, rangeOf(one)));
        for (const { period } of timed) expect(contains(at, period)).toBe(mayBe);
      }),
    );
  });

  it('only shrinks when a review narrows', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.subarray([0, 1, 2, 3, 4, 5]),
        period,
        fc.nat(),
        (drawn, keep, narrower, seed) => {
          const wide = compileGrants(drawn).grants;
          const leaves = dictionary.expand(drawn.review.items);
          const within = drawn.review.period
            ? intersection(rangeOf(drawn.review.period), rangeOf(narrower))
            : rangeOf(narrower);
          fc.pre(within !== undefined && within.from < within.to);
          const review = {
            ...drawn.review,
            items: leaves.filter((_, index) => (seed >> (index % 30)) % 2 === 0),
            targets: drawn.review.targets.filter((target) => keep.includes(target)),
            ...(within ? { period: within } : {}),
          };
          for (const grant of compileGrants({ ...drawn, review }).grants)
            expect(wide.some((outer) => isWithin(grant, outer))).toBe(true);
        },
      ),
    );
  });

  it('makes one grant per account and service', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const keys = compileGrants(drawn).grants.map((grant) => `${grant.account} ${grant.service}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('the intersection of periods', () => {
  const range = fc.record({ from: date, to: date });

  it('holds an instant exactly when all of them do', () => {
    fc.assert(
      fc.property(range, range, date, (a, b, at) => {
        const both = intersection(a, b);
        expect(both !== undefined && contains(at, both)).toBe(contains(at, a) && contains(at, b));
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(range, range, range, (a, b, c) => {
        expect(intersection(a, b, c)).toEqual(intersection(c, a, b));
      }),
    );
  });
});
