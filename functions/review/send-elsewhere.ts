import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { requireDetermination } from '../ledger/require-determination.ts';
import { preservationOf, preservationWrite } from '../preservation/preservation.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';

/** Ends a demand that somebody else must answer: the customer, another entity, a treaty channel. */
export async function sendElsewhere(
  input: StepInput,
  deps: LedgerDeps & { dictionary: ItemDictionary },
): Promise<StepInput> {
  return runStep(
    deps,
    { demandId: input.demandId, step: 'send-elsewhere', output: StepInput },
    async (record, at) => {
      const checked = await requireDetermination(record.id, input.round, deps.store);
      const { determination } = checked;
      return {
        set: { conclusion: 'redirected', facts: { ...record.facts, outcome: 'redirected' } },
        action: 'demand.redirected',
        actor: SERVICE,
        detail: {
          reasons: determination.reasons,
          preserve: determination.preserve,
          ...(determination.preserve && determination.until ? { keptUntil: determination.until } : {}),
        },
        parts: determination.preserve
          ? [preservationWrite(preservationOf(record.demand, checked, deps.dictionary, at))]
          : [],
        result: input,
      };
    },
  );
}
