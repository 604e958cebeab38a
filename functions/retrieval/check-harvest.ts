import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { type Checked, checkGrant } from './check-grant.ts';
import { boundsOf } from './harvest-bounds.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import type { ObjectReader } from './object-store.ts';

/** Name of the step; sealing looks for it, so that nothing unchecked is sealed. */
export const checkHarvestStep = (round: number) => `check-harvest#${round}`;

export type CheckHarvestDeps = LedgerDeps & { dictionary: ItemDictionary; harvest: ObjectReader };

/**
 * Holds everything that was found against the scope again, before anything is sealed.
 * @throws HarvestOutsideScope for a single record outside; the workflow then stops and alarms
 */
export async function checkHarvest(
  { demandId, round }: StepInput,
  deps: CheckHarvestDeps,
): Promise<StepInput> {
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  const result = { demandId, round };
  if (record.withdrawnAt) return result;
  const step = { demandId, step: checkHarvestStep(round), output: StepInput, ifWithdrawn: result };
  if (await stepResult(deps.store, step)) return result;
  const checked = await checkAll(record, round, deps);
  return runStep(deps, step, () => ({
    set: {},
    action: 'harvest.checked',
    actor: SERVICE,
    detail: { round, ...checked },
    result,
  }));
}

async function checkAll(record: DemandRecord, round: number, deps: CheckHarvestDeps) {
  const { scope, bounds } = await rulesOf(record, round, deps);
  const parts = await deps.store.parts(record.id, HARVEST(round, ''));
  const total: Checked & { grants: number } = { grants: scope.grants.length, records: 0, blobs: 0, bytes: 0 };
  for (const part of parts) if (!scope.grants[part.grant]) throw new HarvestOutsideScope(part.grant, 'grant');
  for (const [index, grant] of scope.grants.entries()) {
    const part = parts.find((candidate) => candidate.grant === index);
    if (!part) throw new HarvestOutsideScope(index, 'grant');
    const isContent = (item: string) => deps.dictionary.isContent(item);
    const checked = await checkGrant(record.id, grant, part, bounds, { harvest: deps.harvest, isContent });
    total.records += checked.records;
    total.blobs += checked.blobs;
    total.bytes += checked.bytes;
  }
  return total;
}

async function rulesOf(record: DemandRecord, round: number, { store, dictionary }: CheckHarvestDeps) {
  const [scope, determination, review] = await Promise.all([
    store.part(record.id, SCOPE(round)),
    store.part(record.id, DETERMINATION(round)),
    store.part(record.id, REVIEW(round)),
  ]);
  if (!scope || !determination || !review || review.decision !== 'approve')
    throw new InconsistentState('a harvest without an approved scope');
  const bounds = boundsOf(record, determination, review, dictionary);
  return { scope, bounds };
}
