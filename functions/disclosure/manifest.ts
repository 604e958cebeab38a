import { sumSetAside } from '../retrieval/set-aside-counts.ts';
import type { FoundParts } from './found.ts';
import { type Manifest, PACKAGE_FORMAT } from './manifest.schema.ts';
import type { PackageEntry } from './package-entry.ts';

/** What a package says of itself. Nothing in it depends on when or how often it was built. */
export function manifestOf(
  found: FoundParts,
  sealedAt: string,
  files: readonly Pick<PackageEntry, 'path' | 'sha256' | 'size'>[],
): Manifest {
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
    sealedAt,
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
    files: files.map(({ path, sha256, size }) => ({ path, sha256, size })),
  };
}

function targetsOf({ record, determination, review }: FoundParts): Manifest['targets'] {
  return review.targets.flatMap((index) => {
    const target = record.demand.targets[index];
    const named = determination.accounts
      .filter((one) => one.target === index && review.accounts?.includes(one.account) !== false)
      .map(({ account }) => account);
    return target ? [{ ...target, accounts: [...new Set(named)].sort() }] : [];
  });
}

function accountsOf({ harvests }: FoundParts): Manifest['accounts'] {
  const accounts = new Map<string, Record<string, number>>();
  for (const { account, counts } of harvests) accounts.set(account, { ...accounts.get(account), ...counts });
  return [...accounts].map(([account, records]) => ({ account, records: sorted(records) }));
}

function setAsideOf({ harvests }: FoundParts, account: string): Manifest['setAside'] {
  const lists = harvests.filter((part) => part.account === account).map((part) => part.setAside);
  return sumSetAside(lists).map((one) => ({ account, ...one }));
}

/** The table gives the members of maps in any order; what is written must not depend on it. */
const sorted = (records: Record<string, number>) =>
  Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
