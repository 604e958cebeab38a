import { type Change, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isQuashed } from '../ledger/objections.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { DETERMINATION, type DeterminationPart } from '../ledger/parts/determination.part.ts';
import { RESUMPTION } from '../ledger/parts/resumption.part.ts';
import { requireDetermination } from '../ledger/require-determination.ts';
import { placeOf } from '../ledger/transitions.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { endOfKeeping, preservationOf, preservationWrite } from './preservation.ts';

export type ConcludeDeps = LedgerDeps & { dictionary: ItemDictionary; clocks: Pick<DeskClocks, 'start'> };

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
    const isTakenUp = ending === 'refuse' && (await isRefusedAfterFailure(record, deps));
    // It failed before anything was known of it that could be kept.
    if (isTakenUp && !(await deps.store.part(demandId, DETERMINATION(round)))) {
      const nothing = { by: 'reviewer', reasons: [], preserve: false };
      return { ...refused(record), detail: nothing, actor: SERVICE, result: input };
    }
    const checked = await requireDetermination(demandId, round, deps.store);
    const isKept = isPreservation || keptOf(checked).preserve;
    const preservation = preservationOf(record.demand, checked, deps.dictionary, at);
    const ended = ENDED[ending](record, checked, preservation);
    return {
      ...ended,
      ...(isTakenUp ? { detail: { ...ended.detail, by: 'reviewer' } } : {}),
      actor: SERVICE,
      parts: isKept ? [preservationWrite(preservation), ...clockOf(preservation, at, deps)] : [],
      result: input,
    };
  });
}

/** Whether a person refused it when it had failed. */
async function isRefusedAfterFailure({ id, resumed }: DemandRecord, { store }: LedgerDeps): Promise<boolean> {
  const resumption = resumed === undefined ? undefined : await store.part(id, RESUMPTION(resumed));
  return resumption?.action === 'refuse';
}

type Preservation = ReturnType<typeof preservationOf>;

/** Before it ends people are warned: what is not renewed then is deleted. One without an end waits for a person. */
const clockOf = ({ until }: Preservation, at: string, { clocks }: ConcludeDeps) =>
  until === undefined
    ? []
    : [replaced(CLOCK('preservation'), clocks.start('preservation', { from: at, until }))];

const ENDED: Record<
  Ending,
  (record: DemandRecord, checked: DeterminationPart, preservation: Preservation) => Ended
> = {
  refuse: (record, checked) => ({
    ...refused(record),
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

const refused = ({ facts }: DemandRecord) => ({
  set: { conclusion: 'refused' as const, facts: { ...facts, outcome: 'rejected' as const } },
  action: 'demand.refused' as const,
});

/** Of accounts that are too many to be told of none can be kept. */
function keptOf({ determination, tooManyAccounts }: DeterminationPart) {
  const { reasons, preserve } = determination;
  const isKept = preserve && !tooManyAccounts;
  const keptUntil = endOfKeeping(determination);
  return { reasons, preserve: isKept, ...(isKept && keptUntil ? { keptUntil } : {}) };
}

function decidedBy(record: DemandRecord): 'checks' | 'reviewer' | 'releaser' | 'court' {
  if (isQuashed(record)) return 'court';
  const place = placeOf(record);
  if (place === 'reviewed') return 'reviewer';
  return place === 'release-decided' ? 'releaser' : 'checks';
}
