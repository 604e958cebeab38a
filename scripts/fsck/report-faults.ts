import { canonicalHash } from './canonical.ts';
import type { Fault } from './chain-faults.ts';
import type { Item, RawDemand } from './raw-demand.ts';

/** What one demand must count: the facts of its last event. */
export type Due = { halfYear: string; seq: number; facts: Item };
export type Counted = Due & { demandId: string };

export function dueOf({ events }: RawDemand): Due | undefined {
  const last = events.at(-1);
  return last && { halfYear: halfYearOf(String(last.facts.receivedAt)), seq: last.seq, facts: last.facts };
}

/** Whether a demand is one that only cleared people may know of; those have no editions. */
export const isCleared = (demandId: string) => demandId.startsWith('c-');

/** A row of the reports table that counts a demand; undefined for every other row. */
export function countedOf({ pk, sk, demandId, seq, facts }: Item): Counted | undefined {
  if (!String(sk).startsWith('contribution#')) return undefined;
  return {
    demandId: String(demandId),
    halfYear: String(pk).replace(/^period#/, ''),
    seq: Number(seq),
    facts: typeof facts === 'object' && facts !== null ? { ...facts } : {},
  };
}

/** Where the rows that are counted are not what the ledgers say, by demand. */
export function reportFaults(due: ReadonlyMap<string, Due>, counted: readonly Counted[]): [string, Fault][] {
  const seen = new Set<string>();
  const faults = counted.flatMap(({ demandId, ...row }): [string, Fault][] => {
    const right = due.get(demandId);
    if (right?.halfYear === row.halfYear) seen.add(demandId);
    const fault = faultOf(right, row);
    return fault ? [[demandId, `report: contribution ${fault}`]] : [];
  });
  const missing = [...due.keys()].filter((demandId) => !seen.has(demandId));
  return [...faults, ...missing.map((id): [string, Fault] => [id, 'report: contribution missing'])];
}

function faultOf(right: Due | undefined, row: Due): string | undefined {
  if (!right) return 'surplus';
  if (right.halfYear !== row.halfYear) return 'misplaced';
  if (row.seq !== right.seq) return row.seq < right.seq ? 'behind' : 'ahead';
  return saysTheSame(right.facts, row.facts) ? undefined : 'altered';
}

/** A row may say more than an older event did, since its reader brought the facts up to its own version. */
function saysTheSame({ schemaVersion: _version, ...told }: Item, counted: Item): boolean {
  const same = Object.fromEntries(Object.keys(told).map((name) => [name, counted[name]]));
  return canonicalHash(told) === canonicalHash(same);
}

const halfYearOf = (at: string) => `${at.slice(0, 4)}-H${Number(at.slice(5, 7)) <= 6 ? 1 : 2}`;
