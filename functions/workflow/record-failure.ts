import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { faultName } from '../shared/named-fault.ts';
import { StepInput } from './step.schema.ts';

/** The name of the error that retries did not cure; never its message, which may carry data. */
export const FailureInput = z.object({ ...StepInput.shape, error: z.string() });

/**
 * Parks a demand whose workflow failed, where the alarm's reader finds it. It is not a business outcome. A demand that was
 * started again, went on and fails again is told of again.
 */
export async function recordFailure(
  { demandId, round, error }: z.infer<typeof FailureInput>,
  deps: LedgerDeps,
): Promise<StepInput> {
  return changeDemand<StepInput>(deps, demandId, (record) => {
    // What was closed came to its end, though the answer of the step that closed it was lost.
    if (record.status === 'failed' || record.status === 'closed') return { unchanged: { demandId, round } };
    return {
      set: {},
      unset: ['dueKind', 'dueAt'],
      action: 'demand.failed',
      actor: SERVICE,
      detail: { error: faultName(error), status: record.status },
      result: { demandId, round },
    };
  });
}
