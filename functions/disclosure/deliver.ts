import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Facts } from '../ledger/facts.schema.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { RELEASE } from '../ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';

export type DeliverDeps = LedgerDeps & { dictionary: Pick<ItemDictionary, 'isContent'> };

/**
 * Makes a released package available to the authority that demanded it. It counts the releases itself: a package
 * leaves only with as many people's releases of these very bytes as the determination asks for, none of them by who
 * reviewed or filed it. A withdrawn demand is left as it is.
 */
export async function deliver({ demandId, round }: StepInput, deps: DeliverDeps): Promise<StepInput> {
  const result = { demandId, round };
  const step = { demandId, step: `deliver#${round}`, output: StepInput, ifWithdrawn: result };
  return runStep(deps, step, async (record) => {
    const disclosure = await deps.store.part(demandId, DISCLOSURE());
    if (!disclosure) throw new InconsistentState('a delivery without a package');
    const releases = await releasesOf(record, round, disclosure.sha256, deps);
    return {
      set: { facts: { ...record.facts, outcome: outcomeOf(disclosure, deps) } },
      action: 'disclosure.available',
      actor: SERVICE,
      detail: { round, packageSha256: disclosure.sha256, releases, counts: disclosure.counts },
      result,
    };
  });
}

async function releasesOf(
  record: DemandRecord,
  round: number,
  packageSha256: string,
  { store }: DeliverDeps,
) {
  const [decision, releases, review, determination] = await Promise.all([
    store.part(record.id, RELEASE_DECISION()),
    store.parts(record.id, RELEASE()),
    store.part(record.id, REVIEW(round)),
    store.part(record.id, DETERMINATION(round)),
  ]);
  if (!review || !determination) throw new InconsistentState('a delivery without a review');
  const people = new Set(
    releases
      .filter((release) => release.decision === 'release' && release.packageSha256 === packageSha256)
      .map(({ by }) => by),
  );
  people.delete(review.by);
  people.delete(record.filedBy);
  const needed = Math.max(1, determination.determination.approvals);
  if (decision?.decision !== 'release' || people.size < needed)
    throw new InconsistentState('a delivery that was not released');
  return people.size;
}

function outcomeOf({ counts }: DisclosurePart, { dictionary }: DeliverDeps): Facts['outcome'] {
  const found = Object.keys(counts).filter((item) => (counts[item] ?? 0) > 0);
  if (found.length === 0) return 'no-data';
  return found.some((item) => dictionary.isContent(item)) ? 'content' : 'non-content';
}
