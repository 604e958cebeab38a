import { sumSetAside } from '../retrieval/set-aside-counts.ts';
import type { FoundParts } from './found.ts';
import { PACKAGE_FORMAT, type Predicate } from './predicate.schema.ts';

/** What a package says of who made it, and from what. */
export type Origin = Pick<Predicate, 'provider' | 'software' | 'sealedAt' | 'ledger' | 'custody'>;

/** What a package says of itself. Nothing in it depends on when or how often it was built. */
export function predicateOf(found: FoundParts, origin: Origin, payload: Predicate['payload']): Predicate {
  const { record, round, scope, determination, review } = found;
  const { instrument, reference } = record.demand;
  const authority = record.authority ?? record.demand.authority;
  const accounts = accountsOf(found);
  const setAside = accounts.flatMap(({ account }) => setAsideOf(found, account));
  return {
    format: PACKAGE_FORMAT,
    demandId: record.id,
    round,
    instrument,
    ...(reference === undefined ? {} : { reference }),
    authority: { name: authority.name, country: authority.country },
    filedAt: record.filedAt,
    ...origin,
    targets: targetsOf(found),
    scope: { grants: scope.grants, notHeld: scope.notHeld, outOfTime: scope.outOfTime },
    determination: {
      decidedAt: determination.decidedAt,
      inputsHash: determination.inputsHash,
      ...determination.determination,
    },
    review: {
      by: review.by,
      at: review.at,
      items: review.items,
      targets: review.targets,
      resolves: review.resolves,
    },
    accounts,
    setAside,
    noneFound: accounts.flatMap(({ account, records }) =>
      Object.entries(records).flatMap(([item, count]) =>
        count === 0 &&
        !setAside.some((one) => one.account === account && (one.item === item || one.item === ''))
          ? [{ account, item }]
          : [],
      ),
    ),
    ...changesOf(found),
    payload,
  };
}

function targetsOf({ record, determination, review }: FoundParts): Predicate['targets'] {
  return review.targets.flatMap((index) => {
    const target = record.demand.targets[index];
    const apart = review.perTarget?.find((one) => one.target === index);
    const named = determination.accounts
      .filter((one) => one.target === index && review.accounts?.includes(one.account) !== false)
      .filter((one) => apart?.accounts?.includes(one.account) !== false)
      .map(({ account }) => account);
    return target ? [{ ...target, accounts: [...new Set(named)].sort() }] : [];
  });
}

function accountsOf({ harvests }: FoundParts): Predicate['accounts'] {
  const accounts = new Map<string, Record<string, number>>();
  for (const { account, counts } of harvests) accounts.set(account, { ...accounts.get(account), ...counts });
  return [...accounts].map(([account, records]) => ({ account, records: sorted(records) }));
}

function setAsideOf({ harvests }: FoundParts, account: string): Predicate['setAside'] {
  const lists = harvests.filter((part) => part.account === account).map((part) => part.setAside);
  return sumSetAside(lists).map((one) => ({ account, ...one }));
}

/** Only of what was frozen: of other data nobody knows what it was. */
function changesOf({ harvests }: FoundParts): Pick<Predicate, 'changes' | 'notCompared'> {
  const changes = harvests.flatMap(({ account, changes: since }) =>
    (since?.items ?? []).map((one) => ({ account, ...one })),
  );
  const isCompared = harvests.some(({ changes: since }) => since);
  const notCompared = harvests.flatMap(({ account, changes: since }) =>
    (since?.notCompared ?? []).map((item) => ({ account, item })),
  );
  const byItem = (a: { account: string; item: string }, b: typeof a) =>
    `${a.account} ${a.item}` < `${b.account} ${b.item}` ? -1 : 1;
  return {
    ...(isCompared ? { changes: changes.sort(byItem) } : {}),
    ...(notCompared.length > 0 ? { notCompared: notCompared.sort(byItem) } : {}),
  };
}

/** The table gives the members of maps in any order; what is written must not depend on it. */
const sorted = (records: Record<string, number>) =>
  Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
