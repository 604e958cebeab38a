import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { requireDetermination } from '../ledger/require-determination.ts';
import type { Status } from '../ledger/statuses.ts';
import { placeOf } from '../ledger/transitions.ts';
import { preservationOf, preservationWrite } from '../preservation/preservation.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';

/**
 * Refuses a demand: because the checks rejected it, a reviewer refused it, or a releaser did. Where the law gives time to
 * cure what was wrong, the data is kept until then.
 */
export async function refuseDemand(
  input: StepInput,
  deps: LedgerDeps & { dictionary: ItemDictionary },
): Promise<StepInput> {
  return runStep(
    deps,
    { demandId: input.demandId, step: 'refuse', output: StepInput },
    async (record, at) => {
      const checked = await requireDetermination(record.id, input.round, deps.store);
      const { determination } = checked;
      return {
        set: { conclusion: 'refused', facts: { ...record.facts, outcome: 'rejected' } },
        action: 'demand.refused',
        actor: SERVICE,
        detail: {
          by: refuserOf(placeOf(record)),
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

function refuserOf(status: Status | undefined): 'checks' | 'reviewer' | 'releaser' {
  if (status === 'reviewed') return 'reviewer';
  return status === 'release-decided' ? 'releaser' : 'checks';
}
