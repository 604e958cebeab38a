import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { isEmergency } from '../ledger/danger-of.ts';
import type { DueItem, DueStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { DEMAND_SORT } from '../ledger/demands.table.ts';
import { hasLapsed } from '../ledger/has-lapsed.ts';
import { isQuashed } from '../ledger/objections.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { RESUMPTION } from '../ledger/parts/resumption.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { clockOf } from '../ledger/status-clocks.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import type { Again, ExecutionLook, ExecutionStarter } from '../workflow/executions.ts';
import { type LaneDeps, mayStart } from '../workflow/lane.ts';

export type LookAfterDeps = LedgerDeps & {
  dues: Pick<DueStore, 'settle' | 'postpone'>;
  executions: ExecutionStarter & ExecutionLook;
  lane: LaneDeps;
  clocks: Pick<DeskClocks, 'start'>;
};

/** An execution that ends again and again before its demand does is a failure; so often within a day. */
const MOST_RESTARTS = 5;
const DAY_MS = 86_400_000;

/**
 * Looks after a demand whose clock has come, by the table alone: an execution that is not there is started, one that died is
 * started again, and one that runs or waits is looked at again later. Nothing is decided by it, and nothing of what was done
 * is done again: steps find their own results.
 * @returns whether something was started
 */
export async function lookAfter({ demandId, dueAt }: DueItem, deps: LookAfterDeps): Promise<boolean> {
  const record = await required(demandId, deps);
  // An index lags: the demand went on since.
  if (record.dueAt !== dueAt) return false;
  if (record.status === 'failed') {
    logInfo('STILL_FAILED', { demandId });
    await later(record, dueAt, deps);
    return false;
  }
  const seen = await revive(record, deps);
  if (seen === 'running') await later(record, dueAt, deps);
  if (seen === 'ended') await deps.dues.settle({ demandId, key: DEMAND_SORT });
  return seen === 'started';
}

/** The same of demands that were to be started, of one lane: those that may wait stay where they are until there is room. */
export async function lookAfterStart(
  item: DueItem,
  lane: 'urgent' | 'ordinary',
  deps: LookAfterDeps,
): Promise<boolean> {
  const record = await required(item.demandId, deps);
  if (record.dueAt !== item.dueAt || isEmergency(record) !== (lane === 'urgent')) return false;
  return (await mayStart(record, deps.lane)) && lookAfter(item, deps);
}

/** The same of a demand whose wait nobody waits in any more, though its clock has not come. */
export async function reviveDemand(demandId: string, deps: LookAfterDeps): Promise<void> {
  const record = await required(demandId, deps);
  if (record.status !== 'failed') await revive(record, deps);
}

async function revive(
  record: DemandRecord,
  deps: LookAfterDeps,
): Promise<'running' | 'started' | 'ended' | 'left'> {
  const { id, status } = record;
  const newest = await newestOf(record, deps);
  const seen = await deps.executions.look(id, newest);
  if (seen === 'RUNNING') return 'running';
  if (seen === 'SUCCEEDED' && status === 'closed') return 'ended';
  // What the law gave when it was approved, it may give no longer: nothing is read before a person looks and the law is applied again.
  if (await isStale(record, deps)) return lapse(record, seen, deps);
  // Never started, or forgotten by Step Functions long after it ended.
  const again = seen === 'NONE' ? newest : await restart(record, seen, deps);
  if (again === 'left') return 'left';
  await deps.executions.start(id, again);
  logInfo('EXECUTION_STARTED', { demandId: id });
  return 'started';
}

/** Told before it is done: who comes to start it once more finds it by its number. One that went on meanwhile is left alone. */
async function restart(seen: DemandRecord, was: string, deps: LookAfterDeps): Promise<Again | 'left'> {
  return changeDemand<Again | 'left'>(deps, seen.id, async (record, at) => {
    if (record.version !== seen.version) return { unchanged: 'left' };
    const { status, round } = record;
    const before = record.restarted;
    const isRecent = before && Date.parse(at) - Date.parse(before.since) < DAY_MS;
    const restarted = {
      number: record.version + 1,
      times: isRecent ? before.times + 1 : 1,
      since: isRecent ? before.since : at,
    };
    if (restarted.times > MOST_RESTARTS) {
      if (status === 'closed') throw new InconsistentState('a closed demand whose execution never ends');
      return {
        set: {},
        action: 'demand.failed',
        actor: SERVICE,
        detail: { error: 'NeverEnded', status },
        parts: [replaced(CLOCK('failed'), deps.clocks.start('failed', { from: at }))],
        result: 'left',
      };
    }
    return {
      set: { restarted },
      action: 'execution.restarted',
      actor: SERVICE,
      detail: { round, was, times: restarted.times },
      result: { ...(await howOf(record, deps)), number: restarted.number, round, isRestart: true },
    };
  });
}

/** Approved to be read, by a check that a date of its paper or of the law came after. */
async function isStale(record: DemandRecord, { store, clock }: LookAfterDeps): Promise<boolean> {
  if (record.status !== 'reviewed' || record.withdrawnAt !== undefined || isQuashed(record)) return false;
  const review = await store.part(record.id, REVIEW(record.round));
  return review?.decision === 'approve' && hasLapsed(record, clock().toISOString(), store);
}

/** Left for a person to take up, as what failed is. One that went on meanwhile is left alone. */
async function lapse(seen: DemandRecord, was: string, deps: LookAfterDeps): Promise<'left'> {
  return changeDemand<'left'>(deps, seen.id, (record, at) => {
    if (record.version !== seen.version) return { unchanged: 'left' };
    return {
      set: {},
      action: 'demand.failed',
      actor: SERVICE,
      detail: { error: 'DateHasCome', status: record.status, was },
      parts: [replaced(CLOCK('failed'), deps.clocks.start('failed', { from: at }))],
      result: 'left',
    };
  });
}

/** The execution that was started last; undefined for the first, which is named after the demand alone. */
async function newestOf(record: DemandRecord, deps: LookAfterDeps): Promise<Again | undefined> {
  const { resumed = 0, restarted, round } = record;
  if (restarted && restarted.number > resumed)
    return { ...(await howOf(record, deps)), number: restarted.number, round, isRestart: true };
  return resumed > 0 ? howOf(record, deps) : undefined;
}

/** What a person said who took it up after it failed stays so, also when it is started again. */
async function howOf({ id, resumed }: DemandRecord, { store }: LookAfterDeps): Promise<Again | undefined> {
  if (resumed === undefined) return undefined;
  const resumption = await store.part(id, RESUMPTION(resumed));
  if (!resumption) throw new InconsistentState('a resumption that is not there');
  const { round, action } = resumption;
  return { number: resumed, round, ...(action === 'refuse' ? { decision: 'refuse' } : {}) };
}

async function later(record: DemandRecord, dueAt: string, deps: LookAfterDeps): Promise<void> {
  const { kind, again } = clockOf(record.status, isEmergency(record));
  const until = new Date(deps.clock().getTime() + again).toISOString();
  await deps.dues.postpone({ demandId: record.id, dueAt }, { dueKind: kind, dueAt: until });
}

async function required(demandId: string, { store }: LookAfterDeps): Promise<DemandRecord> {
  const record = await store.read(demandId);
  if (!record) throw new InconsistentState('a clock of a demand that is not there');
  return record;
}
