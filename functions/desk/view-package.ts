import { itemOfFile } from '../disclosure/item-of-file.ts';
import type { Predicate } from '../disclosure/predicate.schema.ts';
import { openSealed, type SealedFile, type SealedPackage } from '../disclosure/sealed-package.ts';
import { matterOf } from '../ledger/matter.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { sumSetAside } from '../retrieval/set-aside-counts.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type PackageDeps, sealedFor, type Viewer } from './sealed-for.ts';
import { tellLooks } from './tell-looks.ts';
import type { PackageView } from './view-package.schema.ts';

const DEFAULT_LIMIT = 200;
const MOST_BEYOND = 100;

/**
 * What a sealed package has, held against the scope that was approved: what is told of it was read from the bytes that the
 * ledger names, and not from what led to them. The ledger is told of the look before it is answered.
 * @throws Problem 404, 409; InconsistentState where the package is not the one that was sealed
 */
export async function viewPackage(
  id: string,
  { limit = DEFAULT_LIMIT, after = 0 }: { limit?: number | undefined; after?: number | undefined },
  principal: Viewer,
  deps: PackageDeps,
): Promise<PackageView> {
  const { record, part, bytes } = await sealedFor(id, principal, deps);
  const { round, manifestSha256, sha256, size, sealedAt, noted } = part;
  const [checked, review, scope] = await Promise.all([
    deps.store.part(id, DETERMINATION(round)),
    deps.store.part(id, REVIEW(round)),
    deps.store.part(id, SCOPE(round)),
  ]);
  if (!checked || !review || !scope) throw new InconsistentState('a package without a scope');
  const opened = await openSealed(id, part, bytes);
  const index = await pageOf(opened, after, limit);
  const { predicate, files } = opened;
  await tellLooks(id, [{ what: 'package', sha256 }], principal, deps);
  const { demand } = record;
  const { authorised, targets } = checked.determination;
  return {
    id,
    round,
    matter: matterOf(record),
    ...{ sha256, size, sealedAt, manifestSha256 },
    ...(noted === undefined ? {} : { noted }),
    items: itemsOf(scope, predicate),
    setAside: sumSetAside([predicate.setAside.map(({ account: _account, ...one }) => one)]),
    notHeld: scope.notHeld,
    outOfTime: scope.outOfTime,
    beyondScope: beyondOf(scope, predicate).slice(0, MOST_BEYOND),
    narrowing: {
      demanded: {
        items: demand.data,
        targets: demand.targets.map((_, target) => target),
        ...(demand.period ? { period: demand.period } : {}),
      },
      authorised: { items: authorised, targets },
      reviewed: {
        items: review.items,
        targets: review.targets,
        ...(review.accounts ? { accounts: review.accounts } : {}),
        ...(review.perTarget ? { perTarget: review.perTarget } : {}),
        ...(review.period ? { period: review.period } : {}),
      },
      sealed: sealedOf(predicate, review.targets),
    },
    files,
    index: index.map(({ path, size, sha256 }) => {
      const item = itemOfFile(path);
      return { path, size, ...(sha256 ? { sha256 } : {}), ...(item ? { item } : {}) };
    }),
    ...(after + index.length < files && index.length > 0 ? { next: after + index.length } : {}),
  };
}

/** A page of the files. All are read through: at the end it is known that the list is the one that was signed. */
async function pageOf({ list }: SealedPackage, after: number, limit: number): Promise<SealedFile[]> {
  const page: SealedFile[] = [];
  let number = 0;
  for await (const file of list()) {
    if (number >= after && page.length < limit) page.push(file);
    number += 1;
  }
  return page;
}

function itemsOf({ grants }: Scope, { accounts, changes }: Predicate): PackageView['items'] {
  const records = new Map(accounts.map((one) => [one.account, one.records]));
  const granted = new Map<string, Set<string>>();
  for (const { account, items } of grants)
    for (const item of items) granted.set(item, (granted.get(item) ?? new Set()).add(account));
  return [...granted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, of]) => {
      const counts = [...of].map((account) => records.get(account)?.[item] ?? 0);
      const changed = changes?.filter((one) => one.item === item) ?? [];
      return {
        item,
        granted: of.size,
        without: counts.filter((one) => one === 0).length,
        records: sum(counts),
        ...(changed.length > 0
          ? {
              changes: {
                deleted: sum(changed.map(({ deleted }) => deleted)),
                edited: sum(changed.map(({ edited }) => edited)),
                added: sum(changed.map(({ added }) => added)),
              },
            }
          : {}),
      };
    });
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

function beyondOf({ grants }: Scope, { accounts }: Predicate): { account: string; item: string }[] {
  const allowed = new Set(
    grants.flatMap(({ account, items }) => items.map((item) => JSON.stringify([account, item]))),
  );
  return accounts.flatMap(({ account, records }) =>
    Object.entries(records)
      .filter(([item, count]) => count > 0 && !allowed.has(JSON.stringify([account, item])))
      .map(([item]) => ({ account, item })),
  );
}

/** What is in it: items with a record, and the targets whose accounts have one. */
function sealedOf({ accounts, targets }: Predicate, reviewed: readonly number[]) {
  const some = accounts.filter(({ records }) => Object.values(records).some((count) => count > 0));
  const items = some.flatMap(({ records }) =>
    Object.entries(records).flatMap(([item, count]) => (count > 0 ? [item] : [])),
  );
  const having = new Set(some.map(({ account }) => account));
  return {
    items: [...new Set(items)].sort(),
    targets: reviewed.filter((_, index) => targets[index]?.accounts.some((account) => having.has(account))),
    accounts: having.size,
  };
}
