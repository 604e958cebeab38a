import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandStore } from '../ledger/demand.store.ts';
import { endOfFrozen } from '../ledger/end-of-frozen.ts';
import { replaced } from '../ledger/part.ts';
import { PRESERVATION, type PreservationPart } from '../ledger/parts/preservation.part.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';

/**
 * Ends a preservation whose time is over. One that was ended or renewed since the index named it is left alone, and so is one
 * that the law keeps for a demand which is not closed: the next run asks again.
 */
export async function endPreservation(demandId: string, deps: LedgerDeps): Promise<'done' | 'not-due'> {
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (record, at) => {
    const part = await deps.store.part(demandId, PRESERVATION());
    if (part?.state !== 'in-force' || part.dueAt === undefined || Date.parse(part.dueAt) > Date.parse(at))
      return { unchanged: 'not-due' };
    if (await isStillToProduce(part, deps.store)) return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt: _at, ...kept } = part;
    return {
      set: {},
      action: 'preservation.ended',
      actor: SERVICE,
      detail: { until: part.until },
      parts: [
        replaced(PRESERVATION(), { ...kept, state: 'ended' }, part),
        ...(await stoppedClock(demandId, 'preservation', at, deps.store)),
        // A demand that goes on still needs what was frozen of it.
        ...(record.status === 'closed' ? await endOfFrozen(record, at, deps.store) : []),
      ],
      result: 'done',
    };
  });
}

/** Whether the law keeps it for a demand that is not closed. */
export const isStillToProduce = (
  { linkedTo = [] }: PreservationPart,
  store: Pick<DemandStore, 'read'>,
): Promise<boolean> =>
  isAnyOpen(
    linkedTo.filter(({ holds }) => holds),
    store,
  );

/** Whether a demand is not closed for which data is kept, as the law has it or as people linked it. */
export async function isAnyOpen(
  links: NonNullable<PreservationPart['linkedTo']>,
  store: Pick<DemandStore, 'read'>,
): Promise<boolean> {
  const productions = await Promise.all(links.map(({ demand }) => store.read(demand)));
  return productions.some((production) => production !== undefined && production.status !== 'closed');
}
