import {
  ChangedRecord,
  changesKey,
  changesOf,
  type HarvestPart,
  harvestPrefix,
  isEmptyList,
} from '../ledger/parts/harvest.part.ts';
import type { ObjectReader } from '../retrieval/object-store.ts';
import { readLines } from '../retrieval/read-lines.ts';
import { spool } from '../retrieval/spool.ts';
import { HarvestChanged } from './harvest-changed.ts';

/** What changed at the provider since it was frozen, as it was checked. @throws HarvestChanged when it is not that */
export async function* changedRecords(
  demandId: string,
  { round, grant, changes }: HarvestPart,
  harvest: ObjectReader,
): AsyncGenerator<ChangedRecord> {
  if (!changes) return;
  for (const list of changesOf(changes)) {
    const { sha256, size } = list;
    if (isEmptyList(list)) continue;
    const lines = await spool(await harvest.read(changesKey(harvestPrefix(demandId, round, grant), sha256)));
    try {
      if (lines.sha256 !== sha256 || lines.size !== size) throw new HarvestChanged(grant, 'changes');
      for await (const text of readLines(lines.chunks())) yield ChangedRecord.parse(JSON.parse(text));
    } finally {
      await lines.discard();
    }
  }
}
