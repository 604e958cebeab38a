import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isCalledOff } from '../ledger/objections.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { HARVEST, type HarvestPart } from '../ledger/parts/harvest.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { frozenBefore } from './check-frozen.ts';
import { checkGrant } from './check-grant.ts';
import { boundsOf } from './harvest-bounds.ts';
import type { HarvestStores } from './harvest-bytes.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import { sumSetAside } from './set-aside-counts.ts';

/** Name of the step; sealing looks for it, so that nothing unchecked is sealed. */
export const checkHarvestStep = (round: number) => `check-harvest#${round}`;

/** Parts that one transaction takes beside the demand, its event and its step. */
const MAX_CHANGED = 90;

export type CheckHarvestDeps = LedgerDeps & HarvestStores & { dictionary: ItemDictionary };

/**
 * Holds everything that was found against the scope again, before anything is sealed. What cannot be used is set aside
 * with its reason, and told to who decides on the release.
 * @throws HarvestOutsideScope for a single record whose key is outside; the workflow then stops and alarms
 */
export async function checkHarvest(
  { demandId, round }: StepInput,
  deps: CheckHarvestDeps,
): Promise<StepInput> {
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  const result = { demandId, round };
  if (isCalledOff(record)) return result;
  const step = { demandId, step: checkHarvestStep(round), output: StepInput, ifWithdrawn: result };
  if (await stepResult(deps.store, step)) return result;
  const { parts, ...checked } = await checkAll(record, round, deps).catch((error: unknown) =>
    tellRefused(error, { demandId, round }, deps),
  );
  return runStep(deps, step, () => ({
    set: {},
    action: 'harvest.checked',
    actor: SERVICE,
    detail: { round, ...checked },
    parts,
    result,
  }));
}

/** What stopped it is in the ledger before it stops: which grant, by which rule, of which record the hash of its id. */
async function tellRefused(error: unknown, { demandId, round }: StepInput, deps: LedgerDeps): Promise<never> {
  if (!(error instanceof HarvestOutsideScope)) throw error;
  const { grant, violation, recordIdSha256 } = error;
  await changeDemand(deps, demandId, () => ({
    set: {},
    action: 'harvest.refused',
    actor: SERVICE,
    detail: { round, grant, rule: violation, ...(recordIdSha256 ? { recordIdSha256 } : {}) },
    result: undefined,
  }));
  throw error;
}

async function checkAll(record: DemandRecord, round: number, deps: CheckHarvestDeps) {
  const { scope, bounds } = await rulesOf(record, round, deps);
  const isContent = (item: string) => deps.dictionary.isContent(item);
  const [found, before] = await Promise.all([
    deps.store.parts(record.id, HARVEST(round, '')),
    frozenBefore(record.id, round, deps.store),
  ]);
  const total = { grants: scope.grants.length, records: 0, blobs: 0, bytes: 0 };
  const setAside: HarvestPart['setAside'][] = [];
  const parts: PartWrite[] = [];
  for (const part of found) if (!scope.grants[part.grant]) throw new HarvestOutsideScope(part.grant, 'grant');
  for (const [index, grant] of scope.grants.entries()) {
    const part = found.find((candidate) => candidate.grant === index);
    if (!part) throw new HarvestOutsideScope(index, 'grant');
    const checked = await checkGrant(record.id, grant, part, bounds, {
      harvest: deps.harvest,
      frozen: deps.frozen,
      isContent,
      before,
    });
    total.records += checked.records;
    total.blobs += checked.blobs;
    total.bytes += checked.bytes;
    setAside.push(checked.part.setAside);
    if (checked.part !== part) parts.push(replaced(HARVEST(round, index), checked.part, part));
    if (parts.length > MAX_CHANGED) throw new HarvestOutsideScope(index, 'count');
  }
  return { ...total, setAside: sumSetAside(setAside), parts };
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
