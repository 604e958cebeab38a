import * as z from 'zod/mini';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { stepPart } from '../workflow/run-step.ts';

const StepResult = z.object({ result: z.unknown() });

/**
 * Runs one step of the workflow at most once, and not at all for a demand that was withdrawn: nothing more is
 * retrieved, sealed or handed over then, and the wait that follows closes the demand.
 */
export async function runUnlessWithdrawn<T extends z.ZodMiniType>(
  deps: LedgerDeps,
  { demandId, step, output, ifWithdrawn }: Step<T>,
  decide: (record: DemandRecord, at: string) => Promise<Change<z.infer<T>>> | Change<z.infer<T>>,
): Promise<z.infer<T>> {
  return changeDemand<z.infer<T>>(deps, demandId, async (record, at) => {
    if (record.withdrawnAt) return { unchanged: ifWithdrawn };
    const done = await stepResult(deps.store, { demandId, step, output });
    if (done !== undefined) return { unchanged: done };
    const change = await decide(record, at);
    const result = { part: stepPart(step), body: { result: change.result, at }, mode: 'create' as const };
    return { ...change, parts: [...(change.parts ?? []), result] };
  });
}

/** What a step that ran answered; undefined when it has not run to its end. */
export async function stepResult<T extends z.ZodMiniType>(
  store: DemandStore,
  { demandId, step, output }: Pick<Step<T>, 'demandId' | 'step' | 'output'>,
): Promise<z.infer<T> | undefined> {
  const done = await store.readPart(demandId, stepPart(step), StepResult);
  return done && output.parse(done.result);
}

type Step<T extends z.ZodMiniType> = { demandId: string; step: string; output: T; ifWithdrawn: z.infer<T> };
