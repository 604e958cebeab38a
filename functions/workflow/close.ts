import { type AfterClocks, lookBackAt } from '../ledger/after-emergency.ts';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { conclusionOfFacts, type DemandRecord } from '../ledger/demand-record.schema.ts';
import { endOfFrozen } from '../ledger/end-of-frozen.ts';
import { PRESERVATION } from '../ledger/parts/preservation.part.ts';
import type { Conclusion } from '../ledger/statuses.ts';
import { placeOf } from '../ledger/transitions.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from './run-step.ts';
import { StepInput } from './step.schema.ts';

/**
 * Ends a demand. What it came to was recorded by the steps before; only a withdrawal is concluded here. What was frozen goes,
 * where nothing is to be kept. An emergency is looked at afterwards from here on, where it was not since its delivery.
 */
export async function closeDemand(
  input: StepInput,
  deps: LedgerDeps & { clocks: AfterClocks },
): Promise<StepInput> {
  const { demandId } = input;
  return runStep(deps, { demandId, step: 'close', output: StepInput }, async (record, at) => {
    const conclusion = conclusionOf(record);
    const kept = await deps.store.part(demandId, PRESERVATION());
    return {
      set: {
        conclusion,
        facts: conclusion === 'withdrawn' ? { ...record.facts, outcome: 'withdrawn' } : record.facts,
      },
      action: 'demand.closed',
      actor: SERVICE,
      detail: { conclusion },
      parts: [
        ...(kept?.state === 'in-force' ? [] : await endOfFrozen(record, at, deps.store)),
        ...(await lookBackAt(record, at, deps)),
      ],
      result: input,
    };
  });
}

/** @throws InconsistentState for a demand that came to nothing yet */
function conclusionOf(record: DemandRecord): Conclusion {
  if (placeOf(record) === 'released') return 'disclosed';
  const conclusion =
    record.conclusion ?? (record.withdrawnAt ? 'withdrawn' : conclusionOfFacts(record.facts));
  if (!conclusion) throw new InconsistentState('a demand that ends without a conclusion');
  return conclusion;
}
