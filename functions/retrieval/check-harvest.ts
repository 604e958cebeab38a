import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isCalledOff } from '../ledger/objections.ts';
import { created, type PartWrite, replaced } from '../ledger/part.ts';
import { CHECKING, type CheckingPart } from '../ledger/parts/checking.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { HARVEST, type HarvestPart } from '../ledger/parts/harvest.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { SCOPE } from '../ledger/parts/scope.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { type PartlyOutput, StepInput } from '../workflow/step.schema.ts';
import { frozenBefore } from './check-frozen.ts';
import { checkGrant, type Looked } from './check-grant.ts';
import { boundsOf } from './harvest-bounds.ts';
import type { HarvestStores } from './harvest-bytes.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import { type CheckLimits, PartOfCheck } from './part-of-check.ts';
import { sumSetAside } from './set-aside-counts.ts';

/** Name of the step; sealing looks for it, so that nothing unchecked is sealed. */
export const checkHarvestStep = (round: number) => `check-harvest#${round}`;

export type CheckHarvestDeps = LedgerDeps &
  HarvestStores & { dictionary: ItemDictionary; limits: CheckLimits };

/**
 * Holds everything that was found against the scope again, before anything is sealed. What cannot be used is set aside
 * with its reason, and told to who decides on the release. Much of it is checked part by part: what is cut off loses one part.
 * @returns `left` where another call goes on with it
 * @throws HarvestOutsideScope for a single record whose key is outside; the workflow then stops and alarms
 */
export async function checkHarvest(
  { demandId, round }: StepInput,
  deps: CheckHarvestDeps,
): Promise<PartlyOutput> {
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  const result = { demandId, round };
  if (isCalledOff(record)) return result;
  const step = { demandId, step: checkHarvestStep(round), output: StepInput, ifWithdrawn: result };
  if (await stepResult(deps.store, step)) return result;
  const before = await deps.store.part(demandId, CHECKING(round));
  const soFar = await checkOn(record, round, before, deps).catch((error: unknown) =>
    tellRefused(error, { demandId, round, before }, deps),
  );
  if (!soFar) return { ...result, left: true };
  const { parts, harvests, checking } = soFar;
  if (checking) {
    await tellChecking(demandId, { before, checking, parts }, deps);
    const { checked, of, parts: part } = checking;
    logInfo('PART_DONE', { demandId, step: 'check', part, bytes: checked.bytes, of: of.bytes });
    return { ...result, left: true };
  }
  return runStep(deps, step, () => ({
    set: {},
    action: 'harvest.checked',
    actor: SERVICE,
    detail: {
      round,
      grants: harvests.length,
      records: sum(harvests.map(recordsOf)),
      blobs: sum(harvests.map(({ blobs }) => blobs.count)),
      bytes: sum(harvests.map(({ blobs }) => blobs.bytes)),
      setAside: sumSetAside(harvests.map(({ setAside }) => setAside)),
    },
    parts,
    result,
  }));
}

/** Tells the ledger how far the check is, with what it set aside so far. What another run told meanwhile stands. */
async function tellChecking(
  demandId: string,
  {
    before,
    checking,
    parts,
  }: { before: CheckingPart | undefined; checking: CheckingPart; parts: PartWrite[] },
  deps: LedgerDeps,
): Promise<void> {
  const { round, parts: part, checked, of } = checking;
  await changeDemand(deps, demandId, async (now) => {
    if (isCalledOff(now)) return { unchanged: undefined };
    const told = await deps.store.part(demandId, CHECKING(round));
    if (told?.parts !== before?.parts) return { unchanged: undefined };
    return {
      set: {},
      action: 'harvest.checking',
      actor: SERVICE,
      detail: { round, part, checked, of },
      parts: [
        ...parts,
        told ? replaced(CHECKING(round), checking, told) : created(CHECKING(round), checking),
      ],
      result: undefined,
    };
  });
}

/**
 * What stopped it is in the ledger before it stops: which grant, by which rule, of which record the hash of its id. Where another
 * run told of a part or of the end meanwhile, this one may have held a harvest against what that changed: it is no refusal.
 */
async function tellRefused(
  error: unknown,
  { demandId, round, before }: StepInput & { before: CheckingPart | undefined },
  deps: LedgerDeps,
): Promise<undefined> {
  if (!(error instanceof HarvestOutsideScope)) throw error;
  const { grant, violation, recordIdSha256 } = error;
  const isRefused = await changeDemand<boolean>(deps, demandId, async () => {
    const told = await deps.store.part(demandId, CHECKING(round));
    const done = await stepResult(deps.store, { demandId, step: checkHarvestStep(round), output: StepInput });
    if (told?.parts !== before?.parts || done) return { unchanged: false };
    return {
      set: {},
      action: 'harvest.refused',
      actor: SERVICE,
      detail: { round, grant, rule: violation, ...(recordIdSha256 ? { recordIdSha256 } : {}) },
      result: true,
    };
  });
  if (isRefused) throw error;
}

/** What one call came to: the parts that it changed, all as they stand then, and how far it is where something is left. */
type CheckedSoFar = { parts: PartWrite[]; harvests: HarvestPart[]; checking: CheckingPart | undefined };

/** Checks what was not checked before, as much as is one part. */
async function checkOn(
  record: DemandRecord,
  round: number,
  before: CheckingPart | undefined,
  deps: CheckHarvestDeps,
): Promise<CheckedSoFar> {
  const { scope, bounds } = await rulesOf(record, round, deps);
  const [found, frozen] = await Promise.all([
    deps.store.parts(record.id, HARVEST(round, '')),
    frozenBefore(record.id, round, deps.store),
  ]);
  for (const { grant } of found) if (!scope.grants[grant]) throw new HarvestOutsideScope(grant, 'grant');
  const harvests = scope.grants.map((_, index) => {
    const part = found.find((candidate) => candidate.grant === index);
    if (!part) throw new HarvestOutsideScope(index, 'grant');
    return part;
  });
  const of = before?.of ?? amountOf(harvests);
  const room = new PartOfCheck(deps.limits);
  const rules = { bounds, isContent: (item: string) => deps.dictionary.isContent(item), before: frozen };
  const parts: PartWrite[] = [];
  const farAt = (grant: number, part: HarvestPart, { line, faults }: Looked): CheckingPart => ({
    round,
    parts: (before?.parts ?? 0) + 1,
    checked: {
      grants: grant,
      records: sum(harvests.slice(0, grant).map(linesOf)) + line,
      bytes: (before?.checked.bytes ?? 0) + room.bytes,
    },
    of,
    next: { grant, records: part.records.sha256, line, faults: [...faults] },
  });
  for (const [index, grant] of scope.grants.entries()) {
    const part = harvests[index];
    if (!part || index < (before?.next.grant ?? 0)) continue;
    if (room.isFull) return { parts, harvests, checking: farAt(index, part, NOT_LOOKED) };
    const looked = lookedAt(before, index, part);
    const one = await checkGrant({ demandId: record.id, grant, part }, looked, { ...deps, ...rules, room });
    if ('looked' in one) return { parts, harvests, checking: farAt(index, part, one.looked) };
    harvests[index] = one.checked;
    const isChanged = one.checked !== part;
    if (isChanged) parts.push(replaced(HARVEST(round, index), one.checked, part));
    room.takeGrant({ isChanged });
  }
  return { parts, harvests, checking: undefined };
}

const NOT_LOOKED: Looked = { line: 0, faults: [] };

/** What earlier parts looked at of a grant. */
function lookedAt(before: CheckingPart | undefined, grant: number, { records }: HarvestPart): Looked {
  const next = before?.next;
  return next?.grant === grant && next.records === records.sha256 ? next : NOT_LOOKED;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const recordsOf = ({ counts }: HarvestPart) => sum(Object.values(counts));
/** A line each, also of what was set aside. */
const linesOf = (part: HarvestPart) => recordsOf(part) + sum((part.setAside ?? []).map(({ count }) => count));
const amountOf = (harvests: readonly HarvestPart[]): CheckingPart['of'] => ({
  grants: harvests.length,
  records: sum(harvests.map(linesOf)),
  bytes: sum(harvests.map(({ blobs }) => blobs.bytes)),
});

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
