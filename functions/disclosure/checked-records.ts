import { type HarvestPart, HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { readLines } from '../retrieval/read-lines.ts';
import { spool } from '../retrieval/spool.ts';
import { HarvestChanged } from './harvest-changed.ts';

/** A record that goes into the package, or what can be told of one that was set aside. */
export type CheckedRecord =
  | { record: HarvestRecord; line: number; setAside?: undefined }
  | { record: Partial<Pick<HarvestRecord, 'item' | 'id' | 'at'>>; line: number; setAside: string };

/**
 * The lines of a harvest as its check left them. They are read once, and looked at only when they are known to be those.
 * @param skipped lines at the beginning that are not looked at
 * @throws HarvestChanged before the first of them when they are not
 */
export async function* checkedRecords(
  part: HarvestPart,
  source: AsyncIterable<Uint8Array>,
  skipped = 0,
): AsyncGenerator<CheckedRecord> {
  const lines = await spool(source);
  try {
    if (lines.sha256 !== part.records.sha256 || lines.size !== part.records.size)
      throw new HarvestChanged(part.grant, 'records');
    const reasons = new Map(part.withheld?.map(({ line, reason }) => [line, reason]));
    let line = 0;
    for await (const text of readLines(lines.chunks())) {
      line += 1;
      if (line > skipped) yield recordIn(text, line, { part, reason: reasons.get(line) });
    }
  } finally {
    await lines.discard();
  }
}

type Known = { part: HarvestPart; reason: string | undefined };

function recordIn(text: string, line: number, { part, reason }: Known): CheckedRecord {
  if (reason === 'unreadable') return { record: {}, line, setAside: reason };
  const record = HarvestRecord.parse(JSON.parse(text));
  if (record.account !== part.account) throw new HarvestChanged(part.grant, 'account', record.id);
  if (record.service !== part.service) throw new HarvestChanged(part.grant, 'service', record.id);
  const setAside = reason ?? record.setAside;
  if (setAside === undefined) return { record, line };
  return { record: { item: record.item, id: record.id, at: record.at }, line, setAside };
}
