import * as z from 'zod/mini';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';

/** Sort key of the result of a step that ran. */
export const stepPart = (step: string) => `step#${step}`;

const StepResult = z.object({ result: z.unknown() });

/**
 * Runs one step of the workflow at most once: its result is written in the transaction of its change, and a second run
 * finds it there and returns it. `step` names the step and its round, such as `check-validity#1`.
 */
export async function runStep<T extends z.ZodMiniType>(
  deps: LedgerDeps,
  { demandId, step, output }: { demandId: string; step: string; output: T },
  decide: (record: DemandRecord, at: string) => Promise<Change<z.infer<T>>> | Change<z.infer<T>>,
): Promise<z.infer<T>> {
  return changeDemand<z.infer<T>>(deps, demandId, async (record, at) => {
    const done = await deps.store.readPart(demandId, stepPart(step), StepResult);
    if (done) return { unchanged: output.parse(done.result) };
    const change = await decide(record, at);
    const result = { part: stepPart(step), body: { result: change.result, at }, mode: 'create' as const };
    return { ...change, parts: [...(change.parts ?? []), result] };
  });
}
