import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { PRESERVATION_PART, PreservationPart } from '../ledger/parts/preservation.part.ts';

/** Ends a preservation whose time is over. One that was ended or extended since the index named it is left alone. */
export async function endPreservation(demandId: string, deps: LedgerDeps): Promise<'done' | 'not-due'> {
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (_record, at) => {
    const part = await deps.store.readPart(demandId, PRESERVATION_PART, PreservationPart);
    if (part?.state !== 'in-force' || part.dueAt === undefined || Date.parse(part.dueAt) > Date.parse(at))
      return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt: _at, ...kept } = part;
    return {
      set: {},
      action: 'preservation.ended',
      actor: SERVICE,
      detail: { until: part.until },
      parts: [{ part: PRESERVATION_PART, body: { ...kept, state: 'ended' }, mode: 'replace' }],
      result: 'done',
    };
  });
}
