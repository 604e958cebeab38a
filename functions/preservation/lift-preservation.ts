import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { endOfFrozen } from '../ledger/end-of-frozen.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { PRESERVATION, type PreservationPart } from '../ledger/parts/preservation.part.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { problem } from '../shared/problem.ts';
import { isAnyOpen } from './end-preservation.ts';

/**
 * A preservation as it is once people ended it, and the writes of that: its clock stops, and what was frozen is deleted after.
 * @throws Problem 409 while somebody is about to be given what it keeps: its time ends it all the same, where the law says so
 */
export async function lifted(
  record: DemandRecord,
  part: PreservationPart,
  ended: NonNullable<PreservationPart['ended']>,
  store: Pick<DemandStore, 'part' | 'read'>,
): Promise<{ after: PreservationPart; parts: PartWrite[] }> {
  if (await isAnyOpen(part.linkedTo ?? [], store)) throw problem('still_to_produce');
  const { dueKind: _kind, dueAt: _at, ...kept } = part;
  const after: PreservationPart = { ...kept, state: 'ended', ended };
  return {
    after,
    parts: [
      replaced(PRESERVATION(), after, part),
      ...(await stoppedClock(record.id, 'preservation', ended.at, store)),
      // A demand that goes on still needs what was frozen of it.
      ...(record.status === 'closed' ? await endOfFrozen(record, ended.at, store) : []),
    ],
  };
}
