import * as z from 'zod/mini';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { runStep } from './run-step.ts';
import { StepInput } from './step.schema.ts';

/** The name of the error that retries did not cure; never its message, which may carry data. */
export const FailureInput = z.object({ ...StepInput.shape, error: z.string().check(z.maxLength(200)) });

/** Parks a demand whose workflow failed, where the alarm's reader finds it. It is not a business outcome. */
export async function recordFailure(
  { demandId, round, error }: z.infer<typeof FailureInput>,
  deps: LedgerDeps,
): Promise<StepInput> {
  return runStep(deps, { demandId, step: `record-failure#${round}`, output: StepInput }, (record) => ({
    set: { status: 'failed' },
    unset: ['dueKind', 'dueAt'],
    action: 'demand.failed',
    actor: SERVICE,
    detail: { error: /^[A-Za-z0-9._-]{1,100}$/.test(error) ? error : 'unnamed', status: record.status },
    result: { demandId, round },
  }));
}
