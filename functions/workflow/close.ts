import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { Conclusion, DemandRecord } from '../ledger/demand-record.schema.ts';
import { runStep } from './run-step.ts';
import { StepInput } from './step.schema.ts';

/** Ends a demand. What it came to was recorded by the steps before; only a withdrawal is concluded here. */
export async function closeDemand(input: StepInput, deps: LedgerDeps): Promise<StepInput> {
  return runStep(deps, { demandId: input.demandId, step: 'close', output: StepInput }, (record) => {
    const conclusion = conclusionOf(record);
    return {
      set: {
        status: 'closed',
        ...(conclusion ? { conclusion } : {}),
        facts: conclusion === 'withdrawn' ? { ...record.facts, outcome: 'withdrawn' } : record.facts,
      },
      action: 'demand.closed',
      actor: SERVICE,
      detail: { conclusion: conclusion ?? 'none' },
      result: input,
    };
  });
}

function conclusionOf(record: DemandRecord): Conclusion | undefined {
  if (record.status === 'released') return 'disclosed';
  if (record.withdrawnAt && !record.conclusion) return 'withdrawn';
  return record.conclusion;
}
