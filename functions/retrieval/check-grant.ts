import { type HarvestPart, harvestPrefix, recordsKey } from '../ledger/parts/harvest.part.ts';
import { checkBytes } from './check-bytes.ts';
import { checkLines, type GrantFound, MAX_WITHHELD, type Rules } from './check-lines.ts';
import { type HarvestStores, harvestBytes } from './harvest-bytes.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import type { PartOfCheck } from './part-of-check.ts';
import { spool } from './spool.ts';

/** Up to which line of a grant its bytes were looked at, and which of those lines cannot be used. */
export type Looked = { line: number; faults: readonly { line: number; reason: string }[] };

/**
 * Checks one grant, or a part of it. All of its lines are judged before any of its bytes are looked at, and once more, with
 * what was found of those, when all have been: lines are cheap to read, and what stops a demand is among them.
 * @param looked what earlier parts came to
 * @returns the part as it is to stand; or how far the check has come, where there is no more room
 * @throws HarvestOutsideScope at the first record whose key is outside, and for a harvest that is not the one recorded
 */
export async function checkGrant(
  found: GrantFound,
  looked: Looked,
  deps: Rules & HarvestStores & { room: PartOfCheck },
): Promise<{ checked: HarvestPart } | { looked: Looked }> {
  const { demandId, grant, part } = found;
  const fail = (violation: HarvestOutsideScope['violation']) =>
    new HarvestOutsideScope(part.grant, violation);
  if (part.account !== grant.account || part.service !== grant.service) throw fail('grant');
  const prefix = harvestPrefix(demandId, part.round, part.grant);
  const lines = await spool(await deps.harvest.read(recordsKey(prefix, part.records)));
  try {
    if (lines.sha256 !== part.records.sha256) throw fail('records');
    const judged = looked.line === 0 ? await checkLines(lines, new Map(), found, deps) : undefined;
    const open = harvestBytes(demandId, part, deps);
    const { faults: more, left } = await checkBytes(lines, { from: looked.line, room: deps.room, open });
    const faults = [...looked.faults, ...more];
    if (faults.length > MAX_WITHHELD) throw fail('count');
    if (left !== undefined) return { looked: { line: left, faults } };
    if (judged && faults.length === 0) return { checked: judged };
    const byLine = new Map(faults.map(({ line, reason }) => [line, reason]));
    return { checked: await checkLines(lines, byLine, found, deps) };
  } finally {
    await lines.discard();
  }
}
