import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../functions/shared/canonical-json.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { Determination, type Outcome } from '../../../functions/shared/determination.schema.ts';
import { ruleId } from '../../../functions/validity/checks/rule-id.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { poolOf, type SomeCase } from '../arbitraries/case.ts';
import { forAll } from '../arbitraries/for-all.ts';
import { leaves, releases } from '../arbitraries/plain-law.ts';
import { law } from '../law.ts';

const pool = poolOf(law).map((given) => ({
  ...given,
  determination: decide(law, given.demand, given.circumstances),
}));

/** From the one that the officer likes best to the one liked least. */
const ORDER: readonly Outcome[] = [
  'accept',
  'narrow',
  'preserve',
  'refer',
  'suspend',
  'redirect',
  'reject',
  'hold',
];
/** What is held only since nobody called yet is better off than what is refused. */
const WAITS = new Set(
  [...law.principles.rules.first, ...Object.values(law.instruments).flatMap(({ rules }) => rules)]
    .filter(({ otherwise }) => otherwise.afterRefusals)
    .map(ruleId),
);
const rank = ({ outcome, findings }: Determination) =>
  outcome === 'hold' && findings.every((one) => one.outcome !== 'hold' || WAITS.has(one.check))
    ? ORDER.indexOf('redirect') + 0.5
    : ORDER.indexOf(outcome);

/** The same value with the members of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

/** The case without one of its targets; what we know of the others moves up. */
function withoutTarget({ demand, circumstances }: SomeCase, index: number): SomeCase {
  const { customerAnswers } = circumstances;
  const moved = (targets: readonly number[]) =>
    targets.flatMap((target) => (target === index ? [] : [target - (target > index ? 1 : 0)]));
  return {
    demand: { ...demand, targets: demand.targets.filter((_, at) => at !== index) },
    circumstances: {
      ...circumstances,
      ...(customerAnswers && {
        customerAnswers: customerAnswers.map((one) => ({
          ...one,
          ...(one.targets && { targets: moved(one.targets) }),
        })),
      }),
      accounts: circumstances.accounts.flatMap((account) => {
        if (account.target === index) return [];
        return [{ ...account, target: account.target - (account.target > index ? 1 : 0) }];
      }),
    },
  };
}

/** Papers with a signature or certificate more, of those for which their page asks. */
function supplemented(demand: Demand): Demand[] {
  const rules = law.instruments[demand.instrument]?.all ?? [];
  const concrete = (role: string): string => {
    const group = role.startsWith('@') ? law.general.roles.roles[role.slice(1)]?.members : undefined;
    return (group?.[0] ?? role).replace('*-', '');
  };
  return rules.flatMap((rule) => {
    if (rule.check === 'signature')
      return [
        { ...demand, signatures: [...demand.signatures, { role: concrete(rule.roles?.[0] ?? 'officer') }] },
      ];
    if (rule.check === 'certification')
      return [{ ...demand, certifications: [...(demand.certifications ?? []), ...rule.anyOf] }];
    return [];
  });
}

describe('a determination', () => {
  it('has its shape, whatever it is made of', () => {
    forAll(pool, ({ determination }) => Determination.safeParse(determination).error);
  });

  it('is the same, byte for byte, for the same inputs written in another order', () => {
    forAll(pool, ({ demand, circumstances, determination }) => {
      const again = turned({ demand, circumstances }) as SomeCase;
      const found = canonicalJson(decide(law, again.demand, again.circumstances));
      return found !== canonicalJson(determination) && found;
    });
  });

  it('leaves its inputs as they were', () => {
    const before = canonicalJson(pool.map(({ demand, circumstances }) => ({ demand, circumstances })));
    for (const { demand, circumstances } of pool) decide(law, demand, circumstances);
    expect(canonicalJson(pool.map(({ demand, circumstances }) => ({ demand, circumstances })))).toBe(before);
  });

  it('gives the reasons of its findings, each once', () => {
    forAll(pool, ({ determination: { reasons, findings } }) => {
      const found = [...new Set(findings.flatMap(({ reason }) => reason ?? []))];
      return canonicalJson(found) !== canonicalJson(reasons) && found;
    });
  });
});

describe('who asks for less', () => {
  it('is given no more data', () => {
    forAll(pool, ({ demand, circumstances, determination }) => {
      if (determination.outcome === 'reject') return undefined;
      const before = leaves(determination.authorised);
      return demand.data
        .map((_, index) => ({ ...demand, data: demand.data.filter((_item, at) => at !== index) }))
        .map((less) => decide(law, less, circumstances))
        .find(
          (after) =>
            releases(after) &&
            ([...leaves(after.authorised)].some((item) => !before.has(item)) ||
              after.targets.some((index) => !determination.targets.includes(index))),
        );
    });
  });

  it('is given no more targets', () => {
    forAll(pool, (given) => {
      const { determination } = given;
      if (determination.outcome === 'reject') return undefined;
      const before = leaves(determination.authorised);
      return given.demand.targets
        .map((_, index) => {
          const less = withoutTarget(given, index);
          const after = decide(law, less.demand, less.circumstances);
          return { after, targets: after.targets.map((at) => at + (at >= index ? 1 : 0)) };
        })
        .find(
          ({ after, targets }) =>
            releases(after) &&
            ([...leaves(after.authorised)].some((item) => !before.has(item)) ||
              targets.some((index) => !determination.targets.includes(index))),
        );
    });
  });
});

describe('who adds a signature or certificate that the page asks for', () => {
  it('is never worse off', () => {
    forAll(pool, ({ demand, circumstances, determination }) =>
      supplemented(demand)
        .map((more) => decide(law, more, circumstances))
        .find(
          (after) =>
            rank(after) > rank(determination) ||
            (releases(after) &&
              [...leaves(determination.authorised)].some((item) => !leaves(after.authorised).has(item))),
        ),
    );
  });
});
