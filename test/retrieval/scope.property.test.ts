import fc from 'fast-check';
import type { Grant } from '../../functions/ledger/parts/scope.part.ts';
import { isHeldIn } from '../../functions/provider/account-directory.ts';
import { boundsOf } from '../../functions/retrieval/harvest-bounds.ts';
import { compileGrants, isStanding, type ScopeInputs } from '../../functions/retrieval/scope.ts';
import { intersection, rangeOf, union } from '../../functions/shared/instant-range.ts';
import { timeMeant } from '../../functions/shared/time-meant.ts';
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
/** Rows of the directory: with a time of their own, or one that is not known or not over. */
const accounts = fc.array(
  fc.record(
    {
      target: fc.integer({ min: 0, max: 7 }),
      account,
      customer: fc.constant('consumer' as const),
      from: date,
      to: date,
    },
    { requiredKeys: ['target', 'account', 'customer'] },
  ),
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
    chosenAccounts: fc.option(fc.uniqueArray(account, { minLength: 1 }), { nil: undefined }),
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
      review: {
        ...review,
        ...(drawn.reviewPeriod ? { period: drawn.reviewPeriod } : {}),
        ...(drawn.chosenAccounts ? { accounts: drawn.chosenAccounts } : {}),
      },
      dictionary,
    };
  });

/** Rows that reach the scope. */
const rowsOf = ({ demand, determination, review }: ScopeInputs) =>
  determination.accounts.filter(
    ({ target, account }) =>
      demand.targets[target] &&
      determination.determination.targets.includes(target) &&
      review.targets.includes(target) &&
      (review.accounts?.includes(account) ?? true),
  );
const spansOf = ({ period, spans = [period] }: Grant) => spans;

const isWithin = (inner: Grant, outer: Grant) =>
  inner.account === outer.account &&
  inner.service === outer.service &&
  inner.items.every((item) => outer.items.includes(item)) &&
  (inner.items.every(isStanding) ||
    spansOf(inner).every((span) =>
      spansOf(outer).some(({ from, to }) => span.from >= from && span.to <= to),
    ));

const contains = (at: string, range: { from: string; to: string }) => at >= range.from && at < range.to;

describe('the algebra of scopes', () => {
  it('never exceeds the demand, the determination or the review', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const { determination, review, demand } = drawn;
        for (const grant of compileGrants(drawn).grants) {
          for (const list of [demand.data, determination.determination.authorised, review.items])
            expect(dictionary.expand(list)).toEqual(expect.arrayContaining(grant.items));
          expect(rowsOf(drawn).map((one) => one.account)).toContain(grant.account);
          expect(grant.items.some((item) => /^(secrets|live)/.test(item))).toBe(false);
        }
      }),
    );
  });

  it('lets through an instant of an account exactly when every period does, and an identifier named it then', () => {
    fc.assert(
      fc.property(inputs, date, (drawn, at) => {
        const timed = compileGrants(drawn).grants.filter(({ items }) => !items.every(isStanding));
        const periods = [drawn.demand.period, drawn.review.period].filter((one) => one !== undefined);
        const mayBe = at < FILED_AT && periods.every((one) => contains(at, rangeOf(one)));
        for (const grant of timed) {
          const isNamed = rowsOf(drawn).some(
            ({ account, from = '', to = '9' }) => account === grant.account && from <= at && at < to,
          );
          expect(spansOf(grant).some((span) => contains(at, span))).toBe(mayBe && isNamed);
          expect(grant.period).toEqual({ from: spansOf(grant)[0]?.from, to: spansOf(grant).at(-1)?.to });
        }
      }),
    );
  });

  it('grants standing facts of every account, whenever an identifier named it', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const all = { ...drawn, review: { ...drawn.review, items: ALL_ITEMS } };
        all.determination.determination.authorised = ALL_ITEMS;
        all.demand.data = ALL_ITEMS;
        const standing = compileGrants(all).grants.filter(({ service }) => service === 'subscribers');
        expect(standing.map((grant) => grant.account)).toEqual(
          [...new Set(rowsOf(all).map((row) => row.account))].sort(),
        );
        for (const grant of standing) expect(grant).not.toHaveProperty('spans');
      }),
    );
  });

  it('is what the bounds of the harvest are, which are worked out apart', () => {
    fc.assert(
      fc.property(inputs, date, (drawn, at) => {
        const { demand, determination, filedAt, review } = drawn;
        const now = '2026-11-20T09:01:00.000Z';
        const held = determination.accounts.filter((row) =>
          isHeldIn(row, timeMeant(demand.targets[row.target] ?? { type: 'device', value: '' }, demand, now)),
        );
        const base = determinationOf({ accounts: held });
        const part = { ...base, determination: { ...base.determination, ...determination.determination } };
        const { grants } = compileGrants({ ...drawn, determination: part });
        const { period: _sample, ...paper } = demandOf(demand);
        const asked = { ...paper, ...(demand.period ? { period: demand.period } : {}) };
        const { period: _whole, ...decided } = reviewOf();
        const whole = { ...decided, ...review };
        const bounds = boundsOf({ demand: asked, filedAt }, part, whole, dictionary);
        expect([...bounds.accounts.keys()].sort()).toEqual(
          [...new Set(rowsOf({ ...drawn, determination: part }).map((row) => row.account))].sort(),
        );
        for (const grant of grants.filter(({ items }) => !items.every(isStanding))) {
          const ms = Date.parse(at);
          const isIn = bounds.accounts.get(grant.account)?.some(({ from, to }) => from <= ms && ms < to);
          expect(isIn).toBe(spansOf(grant).some((span) => contains(at, span)));
        }
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

/** Reviews that narrow some of the targets each on its own. */
const apart = fc
  .tuple(
    inputs,
    fc.uniqueArray(
      fc.record(
        {
          target: fc.integer({ min: 0, max: 5 }),
          items,
          accounts: fc.uniqueArray(account, { minLength: 1 }),
          period,
        },
        { requiredKeys: ['target', 'items'] },
      ),
      { selector: ({ target }) => target, minLength: 1 },
    ),
  )
  .map(([drawn, perTarget]) => {
    const { accounts: _all, ...review } = drawn.review;
    const left = {
      items: [...new Set(perTarget.flatMap((one) => one.items))],
      targets: perTarget.map(({ target }) => target),
    };
    return { drawn: { ...drawn, review: { ...review, ...left, perTarget } }, perTarget };
  });

describe('targets that are narrowed apart', () => {
  const timed = ALL_ITEMS.filter((item) => !isStanding(item) && !/^(secrets|live)/.test(item));

  it('let an instant of an item and account through exactly when one of them does by its own narrowing', () => {
    fc.assert(
      fc.property(apart, date, ({ drawn, perTarget }, at) => {
        const { demand, determination, review } = drawn;
        const { grants } = compileGrants(drawn);
        const lists = [demand.data, determination.determination.authorised].map(dictionary.expand);
        const periods = [demand.period, review.period].filter((one) => one !== undefined);
        const mayBe = at < FILED_AT && periods.every((one) => contains(at, rangeOf(one)));
        for (const name of new Set(determination.accounts.map((row) => row.account)))
          for (const item of timed) {
            const isAllowed = rowsOf(drawn).some(({ account: own, target, from = '', to = '9' }) => {
              const left = perTarget.find((one) => one.target === target);
              return (
                own === name &&
                left !== undefined &&
                dictionary.expand(left.items).includes(item) &&
                (left.accounts?.includes(own) ?? true) &&
                (!left.period || contains(at, rangeOf(left.period))) &&
                from <= at &&
                at < to
              );
            });
            const own = grants.filter((grant) => grant.account === name && grant.items.includes(item));
            expect(own.length).toBeLessThanOrEqual(1);
            const isServed = own.some((grant) => spansOf(grant).some((span) => contains(at, span)));
            const isHeld = isAllowed && mayBe && lists.every((list) => list.includes(item));
            // Of items that no connector holds there is no grant.
            if (own.length > 0 || !isHeld) expect(isServed).toBe(isHeld);
            else expect(compileGrants(drawn).notHeld).toContain(item);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('never give standing facts of an account but by a target whose narrowing has them', () => {
    fc.assert(
      fc.property(apart, ({ drawn, perTarget }) => {
        for (const grant of compileGrants(drawn).grants)
          for (const item of grant.items) {
            const named = rowsOf(drawn).some(({ account: own, target }) => {
              const left = perTarget.find((one) => one.target === target);
              return (
                own === grant.account &&
                left !== undefined &&
                dictionary.expand(left.items).includes(item) &&
                (left.accounts?.includes(own) ?? true)
              );
            });
            expect(named).toBe(true);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('have the bounds that the check of the harvest works out apart', () => {
    fc.assert(
      fc.property(apart, date, ({ drawn }, at) => {
        const { demand, determination, filedAt, review } = drawn;
        const now = '2026-11-20T09:01:00.000Z';
        const held = determination.accounts.filter((row) =>
          isHeldIn(row, timeMeant(demand.targets[row.target] ?? { type: 'device', value: '' }, demand, now)),
        );
        const base = determinationOf({ accounts: held });
        const part = { ...base, determination: { ...base.determination, ...determination.determination } };
        const { grants } = compileGrants({ ...drawn, determination: part });
        const { period: _sample, ...paper } = demandOf(demand);
        const asked = { ...paper, ...(demand.period ? { period: demand.period } : {}) };
        const { period: _whole, ...decided } = reviewOf();
        const bounds = boundsOf({ demand: asked, filedAt }, part, { ...decided, ...review }, dictionary);
        const ms = Date.parse(at);
        for (const grant of grants)
          for (const item of grant.items) {
            const own = (bounds.accounts.get(grant.account) ?? []).filter((one) => one.items.has(item));
            expect(own.length).toBeGreaterThan(0);
            if (isStanding(item)) continue;
            const isIn = own.some(({ from, to }) => from <= ms && ms < to);
            expect(isIn).toBe(spansOf(grant).some((span) => contains(at, span)));
          }
      }),
      { numRuns: 60 },
    );
  });

  it('are as if nobody had said it of each, where of each the same is said', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const { accounts: chosen, ...review } = drawn.review;
        const one = { items: review.items, ...(chosen ? { accounts: chosen } : {}) };
        const perTarget = review.targets.map((target) => ({ target, ...one }));
        expect(compileGrants({ ...drawn, review: { ...review, perTarget } })).toEqual(compileGrants(drawn));
      }),
      { numRuns: 60 },
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

describe('the union of times', () => {
  const some = fc.record({ from: date, to: date }).filter(({ from, to }) => from < to);

  it('holds an instant exactly when one of them does, in order and with gaps', () => {
    fc.assert(
      fc.property(fc.array(some), date, (ranges, at) => {
        const joined = union(ranges);
        expect(joined.some((one) => contains(at, one))).toBe(ranges.some((one) => contains(at, one)));
        joined.forEach(({ from }, index) => {
          const before = joined[index - 1];
          if (before) expect(before.to < from).toBe(true);
        });
      }),
    );
  });
});
