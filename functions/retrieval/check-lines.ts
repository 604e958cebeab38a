import { type HarvestPart, HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { changesFault, type FrozenBefore, FrozenCheck } from './check-frozen.ts';
import type { Bounds } from './harvest-bounds.ts';
import type { HarvestStores } from './harvest-bytes.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import { judgeRecord } from './judge-record.ts';
import { LineTally } from './line-tally.ts';
import { readLines } from './read-lines.ts';
import type { Spooled } from './spool.ts';
import { Twice } from './twice.ts';

/** A harvest with more lines that nobody can use is not one with odd records in it. */
export const MAX_WITHHELD = 1000;

/** One grant and what was found of it. */
export type GrantFound = { demandId: string; grant: Grant; part: HarvestPart };

/** What a harvest is held against. */
export type Rules = {
  bounds: Bounds;
  isContent(item: string): boolean;
  /** What was frozen of the demand before it was approved. */
  before: readonly FrozenBefore[];
};

/**
 * Holds every line of one grant against the grant and the demand's bounds, and all of them against what was recorded of them.
 * A record that cannot be read, has no bytes where it must, or is there twice is set aside.
 * @param lines those that were recorded
 * @param faults lines whose bytes cannot be used, as far as they were looked at, with the reason
 * @returns the part as it is to stand
 * @throws HarvestOutsideScope at the first record whose key is outside, and for a harvest that is not the one recorded
 */
export async function checkLines(
  lines: Spooled,
  faults: ReadonlyMap<number, string>,
  { demandId, grant, part }: GrantFound,
  { bounds, isContent, before, ...stores }: Rules & HarvestStores,
): Promise<HarvestPart> {
  const fail = (violation: HarvestOutsideScope['violation'], recordId?: string) =>
    new HarvestOutsideScope(part.grant, violation, recordId);
  const frozen = new FrozenCheck(demandId, grant, part, before);
  const twice = await Twice.in(lines, nameIn);
  const tally = new LineTally(grant);
  let line = 0;
  for await (const text of readLines(lines.chunks())) {
    line += 1;
    const record = recordIn(text);
    const violation = frozen.take(text, record) ?? (record && judgeRecord(record, grant, bounds, isContent));
    if (violation) throw fail(violation, record?.id);
    const isTwice = record !== undefined && twice.has(nameOf(record));
    tally.add(record, isTwice ? 'duplicate' : (faults.get(line) ?? lackOf(record)));
    if (tally.withheld > MAX_WITHHELD) throw fail('count');
  }
  const changed = (await frozen.end(stores)) ?? (await changesFault(demandId, part, stores));
  if (changed) throw fail(changed);
  if (!tally.agreesWith(part)) throw fail('count');
  return tally.checked(part);
}

/** The record of a line; undefined where it is none. */
export function recordIn(line: string): HarvestRecord | undefined {
  return HarvestRecord.safeParse(jsonIn(line)).data;
}

/** A message without its bytes is none; other items may come without. */
function lackOf(record: HarvestRecord | undefined): 'missing' | undefined {
  return record?.item === 'content.mail' && !record.blob && !record.setAside ? 'missing' : undefined;
}

const nameOf = ({ item, at, id }: Pick<HarvestRecord, 'item' | 'at' | 'id'>) => `${item} ${at} ${id}`;

/** Of a record by which name it goes; of anything else some name. */
function nameIn(line: string): string | undefined {
  const value = jsonIn(line);
  return typeof value === 'object' && value !== null ? nameOf(value as HarvestRecord) : undefined;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
