import type { Clock } from '../shared/clock.ts';
import { InconsistentState, StoreBusy } from '../shared/faults.ts';
import { commitOf, type Told } from './commit-of.ts';
import type { Commit, DemandStore } from './demand.store.ts';
import type { DemandRecord, Draft } from './demand-record.schema.ts';
import type { Actor } from './event.schema.ts';

export const SERVICE: Actor = { kind: 'service', subject: 'due-process' };

/** What a change does: the fields that differ, the event that says so, the items beside it. The status follows from both. */
export type Change<R> = Told & {
  set: Partial<Omit<Draft, 'id'>>;
  /** Fields to remove. */
  unset?: readonly ('authenticity' | 'atCounsel' | 'owes')[];
  result: R;
};

/** Nothing to change: the answer is already there. */
export type Unchanged<R> = { unchanged: R };

export type LedgerDeps = { store: DemandStore; clock: Clock };

const ATTEMPTS = 12;
const PAUSE_MS = 15;

/**
 * Changes one demand in one transaction with its ledger event. `decide` sees the present record and may be called
 * again when another change came in between, so it must have no effect of its own.
 * @param demand its id; or the record as the caller has just read it, of which the first try is made: where it is another by
 * now, nothing is written, and the next try reads it anew
 * @throws InconsistentState when there is no such demand; IllegalTransition when the action may not follow its status;
 * StoreBusy when others kept coming in between
 */
export async function changeDemand<R>(
  deps: LedgerDeps,
  demand: string | DemandRecord,
  decide: (record: DemandRecord, at: string) => Promise<Change<R> | Unchanged<R>> | Change<R> | Unchanged<R>,
): Promise<R> {
  const [demandId, seen] = typeof demand === 'string' ? [demand] : [demand.id, demand];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = (attempt === 0 ? seen : undefined) ?? (await deps.store.read(demandId));
    if (!record) throw new InconsistentState('no such demand');
    const at = deps.clock().toISOString();
    const change = await decide(record, at);
    if ('unchanged' in change) return change.unchanged;
    const committed = await deps.store.commit(commitOfChange(record, change, at));
    if (committed === 'committed') return change.result;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS * 2 ** Math.min(attempt, 5)));
  }
  throw new StoreBusy('the demand kept changing');
}

/** One change as it is committed, for those who commit it together with another demand's. */
export function commitOfChange<R>(record: DemandRecord, change: Change<R>, at: string): Commit {
  const draft: Draft = { ...record, ...change.set };
  for (const field of change.unset ?? []) delete draft[field];
  return commitOf(draft, change, at, record);
}
