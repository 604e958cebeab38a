import { createHash } from 'node:crypto';
import { type HarvestPart, HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { readLines } from '../retrieval/read-lines.ts';
import { tap } from '../retrieval/tap.ts';
import { InconsistentState } from '../shared/faults.ts';

/** A record that goes into the package, or what can be told of one that was set aside. */
export type CheckedRecord =
  | { record: HarvestRecord; setAside?: undefined }
  | { record: Partial<Pick<HarvestRecord, 'item' | 'id' | 'at'>>; setAside: string };

/**
 * The lines of a harvest as its check left them.
 * @throws InconsistentState at their end when they are not those that were checked
 */
export async function* checkedRecords(
  { records, withheld = [] }: HarvestPart,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<CheckedRecord> {
  const reasons = new Map(withheld.map(({ line, reason }) => [line, reason]));
  const hash = createHash('sha256');
  let line = 0;
  for await (const text of readLines(tap(source, (chunk) => hash.update(chunk)))) {
    line += 1;
    const reason = reasons.get(line);
    if (reason === 'unreadable') yield { record: {}, setAside: reason };
    else {
      const record = HarvestRecord.parse(JSON.parse(text));
      const setAside = reason ?? record.setAside;
      if (setAside === undefined) yield { record };
      else yield { record: { item: record.item, id: record.id, at: record.at }, setAside };
    }
  }
  if (hash.digest('hex') !== records.sha256)
    throw new InconsistentState('records changed since they were checked');
}
