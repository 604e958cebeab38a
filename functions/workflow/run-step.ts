import type * as z from 'zod/mini';
import { type Change, changeDemand, type LedgerDeps, type Unchanged } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { STEP } from '../ledger/parts/step.part.ts';

type Step<T extends z.ZodMiniType> = {
  demandId: string;
  /** Names the step and its round, such as `check-validity#1`. */
  step: string;
  output: T;
  /** The demand as the caller has just read it, for the first try (`changeDemand`). */
  seen?: DemandRecord;
  /** What a step answers, without doing anything, for a demand that was withdrawn. Absent: it runs all the same. */
  ifWithdrawn?: z.infer<T>;
};

/** What a step does; or what it answers, where there is nothing for it to do. */
type Decided<R> = Change<R> | Unchanged<R>;

/**
 * Runs one step of the workflow at most once: its result is written in the transaction of its change, and a second run
 * finds it there and returns it. A step with `ifWithdrawn` retrieves, seals and hands over nothing for a demand that was
 * withdrawn; the wait that follows closes it.
 */
export async function runStep<T extends z.ZodMiniType>(
  deps: LedgerDeps,
  { demandId, step, output, seen, ifWithdrawn }: Step<T>,
  decide: (record: DemandRecord, at: string) => Promise<Decided<z.infer<T>>> | Decided<z.infer<T>>,
): Promise<z.infer<T>> {
  return changeDemand<z.infer<T>>(deps, seen ?? demandId, async (record, at) => {
    if (record.withdrawnAt && ifWithdrawn !== undefined) return { unchanged: ifWithdrawn };
    const done = await stepResult(deps.store, { demandId, step, output });
    if (done !== undefined) return { unchanged: done };
    const change = await decide(record, at);
    if ('unchanged' in change) return change;
    return {
      ...change,
      parts: [...(change.parts ?? []), created(STEP(step), { result: change.result, at })],
    };
  });
}

/** What a step that ran answered; undefined when it has not run to its end. */
export async function stepResult<T extends z.ZodMiniType>(
  store: DemandStore,
  { demandId, step, output }: Pick<Step<T>, 'demandId' | 'step' | 'output'>,
): Promise<z.infer<T> | undefined> {
  const done = await store.part(demandId, STEP(step));
  return done && output.parse(done.result);
}
