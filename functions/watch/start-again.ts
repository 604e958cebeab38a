import type { DemandStore, DueItem, DueStore } from '../ledger/demand.store.ts';
import { RESUMPTION } from '../ledger/parts/resumption.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { ExecutionStarter } from '../workflow/executions.ts';

type StartAgainDeps = {
  store: Pick<DemandStore, 'part'>;
  dues: Pick<DueStore, 'settle'>;
  executions: ExecutionStarter;
};

/** Starts the execution of a demand that a person took up after it failed, and takes that off the index of due things. */
export async function startAgain({ demandId, key }: DueItem, deps: StartAgainDeps): Promise<void> {
  const number = Number(key.slice(RESUMPTION.prefix.length));
  const resumption = await deps.store.part(demandId, RESUMPTION(number));
  if (!resumption) throw new InconsistentState('a resumption that is not there');
  const { round, action } = resumption;
  await deps.executions.start(demandId, {
    number,
    round,
    ...(action === 'refuse' ? { decision: 'refuse' as const } : {}),
  });
  await deps.dues.settle({ demandId, key });
}
