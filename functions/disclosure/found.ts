import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import { HARVEST, type HarvestPart } from '../ledger/parts/harvest.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';

/** Everything that a package of one round is made of, apart from the harvested bytes. */
export type FoundParts = {
  record: DemandRecord;
  round: number;
  scope: Scope;
  determination: DeterminationPart;
  review: ReviewPart;
  /** In the order of the grants. */
  harvests: HarvestPart[];
};

/** @throws InconsistentState when a part of the round is missing */
export async function readFound(
  record: DemandRecord,
  round: number,
  store: DemandStore,
): Promise<FoundParts> {
  const [scope, determination, review, parts] = await Promise.all([
    store.part(record.id, SCOPE(round)),
    store.part(record.id, DETERMINATION(round)),
    store.part(record.id, REVIEW(round)),
    store.parts(record.id, HARVEST(round, '')),
  ]);
  if (!scope || !determination || !review) throw new InconsistentState('a package without an approved scope');
  const harvests = parts.sort((a, b) => a.grant - b.grant);
  if (harvests.length !== scope.grants.length) throw new InconsistentState('a package without its harvest');
  return { record, round, scope, determination, review, harvests };
}

/** One name for what a package holds: the same parts always make the same package. */
export function contentHash({ record, round, scope, determination, review, harvests }: FoundParts): string {
  const { dueKind: _kind, dueAt: _at, ...decided } = review;
  return sha256Hex(canonicalJson({ id: record.id, round, scope, determination, review: decided, harvests }));
}

/** Records by leaf item, over all accounts. */
export function countsOf(harvests: readonly HarvestPart[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const part of harvests)
    for (const [item, count] of Object.entries(part.counts)) counts[item] = (counts[item] ?? 0) + count;
  return counts;
}

/** How many accounts each set of leaf items was found of. */
export function foundOf(harvests: readonly HarvestPart[]): { items: string[]; accounts: number }[] {
  const items = new Map<string, Set<string>>();
  for (const { account, counts } of harvests)
    for (const [item, count] of Object.entries(counts))
      if (count > 0) items.set(account, (items.get(account) ?? new Set()).add(item));
  const accounts = new Map<string, number>();
  for (const own of items.values()) {
    const key = [...own].sort().join(' ');
    accounts.set(key, (accounts.get(key) ?? 0) + 1);
  }
  return [...accounts].sort().map(([key, number]) => ({ items: key.split(' '), accounts: number }));
}
