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

/** Whether a row belongs into the table of national-security process. */
export const isSecret = ({ demandId, facts }: Pick<Counted, 'demandId' | 'facts'>) =>
  isCleared(demandId) || facts.series === 'national-security';

/** A row that counts a demand; undefined for every other row of a table. */
export function countedOf({ pk, sk, demandId, seq, facts }: Item): Counted | undefined {
  if (!String(sk).startsWith('contribution#')) return undefined;
  return {
    demandId: String(demandId),
    halfYear: String(pk).replace(/^period#/, ''),
    seq: Number(seq),
    facts: typeof facts === 'object' && facts !== null ? { ...facts } : {},
  };
}

/**
 * The rows that are counted, of those that both tables hold of one compartment: of a demand that has one in each, that of the later
 * event. `unmoved` are rows of national-security process that an earlier release left among the others.
 */
export function countedIn({ reports, secret }: { reports: readonly Counted[]; secret: readonly Counted[] }): {
  counted: Counted[];
  unmoved: number;
} {
  const place = ({ halfYear, demandId }: Counted) => `${halfYear} ${demandId}`;
  const apart = new Map(secret.map((row) => [place(row), row]));
  const others = reports.filter((row) => row.seq > (apart.get(place(row))?.seq ?? Number.NEGATIVE_INFINITY));
  const unmoved = reports.filter((row) => isSecret(row) || apart.has(place(row))).length;
  for (const row of others) apart.delete(place(row));
  return { counted: [...others, ...apart.values()], unmoved };
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
