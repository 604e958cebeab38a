import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { FreezeName } from '../ledger/parts/freeze.part.ts';
import { logInfo } from '../shared/logger.ts';
import { faultName } from '../shared/named-fault.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import { runStep } from '../workflow/run-step.ts';
import { PassInput, StepInput } from '../workflow/step.schema.ts';

/** The name of the error that retries did not cure; never its message, which may carry data. */
export const FailureInput = z.object({ ...StepInput.shape, error: z.string() });

/** The same of a pass that froze something. */
export const FreezeFailureInput = z.object({
  ...FailureInput.shape,
  ...z.pick(PassInput, { grant: true, service: true }).shape,
  freeze: FreezeName,
});

/**
 * Parks a demand whose workflow failed, where the alarm's reader finds it. It is not a business outcome. A demand that was
 * started again, went on and fails again is told of again.
 */
export async function recordFailure(
  { demandId, round, error }: z.infer<typeof FailureInput>,
  deps: LedgerDeps & { clocks: Pick<DeskClocks, 'start'> },
): Promise<StepInput> {
  return changeDemand<StepInput>(deps, demandId, (record, at) => {
    // What was closed came to its end, though the answer of the step that closed it was lost.
    if (record.status === 'failed' || record.status === 'closed') return { unchanged: { demandId, round } };
    return {
      set: {},
      action: 'demand.failed',
      actor: SERVICE,
      detail: { error: faultName(error), status: record.status },
      parts: [replaced(CLOCK('failed'), deps.clocks.start('failed', { from: at }))],
      result: { demandId, round },
    };
  });
}

/**
 * Tells that a pass could not freeze what it was to: it is read as it is when it is retrieved, if it is then. That stops nothing
 * else, and an alarm tells of it.
 */
export async function recordFreezeFailure(
  { demandId, round, freeze, grant, service, error }: z.infer<typeof FreezeFailureInput>,
  deps: LedgerDeps,
): Promise<StepInput> {
  const result = { demandId, round };
  logInfo('NOT_FROZEN', { demandId, service });
  const step = { demandId, step: `freeze-failed#${freeze}#${grant}`, output: StepInput, ifWithdrawn: result };
  return runStep(deps, step, () => ({
    set: {},
    action: 'freeze.failed',
    actor: SERVICE,
    detail: { round, freeze, grant, service, error: faultName(error) },
    result,
  }));
}
