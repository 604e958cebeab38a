import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { preservationOf, preservationWrite } from './preservation.ts';

export type PreserveDeps = LedgerDeps & { dictionary: ItemDictionary };

/** Places the preservation that the determination asks for, and concludes the demand: nothing is disclosed. */
export async function preserve({ demandId, round }: StepInput, deps: PreserveDeps): Promise<StepInput> {
  const result = { demandId, round };
  const step = { demandId, step: `preserve#${round}`, output: StepInput, ifWithdrawn: result };
  return runStep(deps, step, async (record, at) => {
    const part = await deps.store.part(demandId, DETERMINATION(round));
    if (!part) throw new InconsistentState('a preservation without a determination');
    const preservation = preservationOf(record.demand, part, deps.dictionary, at);
    return {
      set: { conclusion: 'preserved', facts: { ...record.facts, outcome: 'preserved' } },
      action: 'preservation.placed',
      actor: SERVICE,
      detail: {
        round,
        until: preservation.until,
        accounts: preservation.accounts.length,
        items: preservation.items,
      },
      parts: [preservationWrite(preservation)],
      result,
    };
  });
}
