import { type Change, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import { requireDetermination } from '../ledger/require-determination.ts';
import { placeOf } from '../ledger/transitions.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { preservationOf, preservationWrite } from './preservation.ts';

export type ConcludeDeps = LedgerDeps & { dictionary: ItemDictionary };

/** The steps by which a demand ends without a disclosure, under the names that their results are stored by. */
export type Ending = 'refuse' | 'send-elsewhere' | 'preserve';

type Ended = Pick<Change<StepInput>, 'set' | 'action' | 'detail'>;

/**
 * Ends a demand that discloses nothing, and keeps the data where the determination says so: refused by the checks, a
 * reviewer or a releaser; sent to somebody else who must answer it, by the paper alone or by a reviewer; or only to be preserved.
 */
export async function conclude(ending: Ending, input: StepInput, deps: ConcludeDeps): Promise<StepInput> {
  const { demandId, round } = input;
  const isPreservation = ending === 'preserve';
  const step = {
    demandId,
    step: isPreservation ? `preserve#${round}` : ending,
    output: StepInput,
    ...(isPreservation ? { ifWithdrawn: input } : {}),
  };
  return runStep(deps, step, async (record, at) => {
    const checked = await requireDetermination(demandId, round, deps.store);
    const isKept = isPreservation || keptOf(checked).preserve;
    const preservation = preservationOf(record.demand, checked, deps.dictionary, at);
    return {
      ...ENDED[ending](record, checked, preservation),
      actor: SERVICE,
      parts: isKept ? [preservationWrite(preservation)] : [],
      result: input,
    };
  });
}

type Preservation = ReturnType<typeof preservationOf>;

const ENDED: Record<
  Ending,
  (record: DemandRecord, checked: DeterminationPart, preservation: Preservation) => Ended
> = {
  refuse: (record, checked) => ({
    set: { conclusion: 'refused', facts: { ...record.facts, outcome: 'rejected' } },
    action: 'demand.refused',
    detail: { by: decidedBy(record), ...keptOf(checked) },
  }),
  'send-elsewhere': (record, checked) => ({
    set: { conclusion: 'redirected', facts: { ...record.facts, outcome: 'redirected' } },
    action: 'demand.redirected',
    detail: { by: decidedBy(record), ...keptOf(checked) },
  }),
  preserve: (record, { round, aside }, { until, accounts, items }) => ({
    set: { conclusion: 'preserved', facts: { ...record.facts, outcome: 'preserved' } },
    action: 'preservation.placed',
    detail: { round, until, accounts: accounts.length, items, ...(aside ? { aside } : {}) },
  }),
};

/** Of accounts that are too many to be told of none can be kept. */
function keptOf({ determination: { reasons, preserve, until }, tooManyAccounts }: DeterminationPart) {
  const isKept = preserve && !tooManyAccounts;
  return { reasons, preserve: isKept, ...(isKept && until ? { keptUntil: until } : {}) };
}

function decidedBy(record: DemandRecord): 'checks' | 'reviewer' | 'releaser' {
  const place = placeOf(record);
  if (place === 'reviewed') return 'reviewer';
  return place === 'release-decided' ? 'releaser' : 'checks';
}
