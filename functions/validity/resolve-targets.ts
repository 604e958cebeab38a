import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import {
  type LookedForTarget,
  MAX_OTHER_TIMES,
  type ResolvedAccount,
} from '../ledger/parts/determination.part.ts';
import {
  type AccountDirectory,
  type DirectoryAnswer,
  type DirectoryEntry,
  type Held,
  isAccountId,
  isHeldIn,
} from '../provider/account-directory.ts';
import type { AccountMatch } from '../shared/circumstances.schema.ts';
import { InconsistentState, TooManyAccounts } from '../shared/faults.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import { timeMeant } from '../shared/time-meant.ts';

/** Most accounts that the targets of a demand may name together. What names more is filed in parts. */
export const MAX_ACCOUNTS = 5000;

export type Resolved = {
  matches: AccountMatch[];
  accounts: ResolvedAccount[];
  /** How those without an account were looked for, and those with one. */
  unmatched: LookedForTarget[];
  matched: LookedForTarget[];
};

/** Whom the targets of a demand named over the time that each of them means; a target of several holders names all. */
export async function resolveTargets(
  { demand }: Pick<DemandRecord, 'demand'>,
  directory: AccountDirectory,
  now: string,
): Promise<Resolved> {
  const resolved: Resolved = { matches: [], accounts: [], unmatched: [], matched: [] };
  for (const [target, wanted] of demand.targets.entries()) {
    const time = timeMeant(wanted, demand, now);
    const answer = await directory.find(wanted, time);
    if (!answer.holders.every((entry) => isHeldIn(entry, time)))
      throw new InconsistentState('a directory that answers with holders of another time');
    // Before anyone reviews what could not be retrieved.
    if (!answer.holders.every(({ account }) => isAccountId(account)))
      throw new InconsistentState('a directory that answers with an id that no account may have');
    const isMatched = answer.holders.length > 0;
    if (!isMatched) resolved.matches.push({ target, matched: false, customer: 'consumer' });
    resolved[isMatched ? 'matched' : 'unmatched'].push(lookedFor(target, time, answer));
    const holders = joined(answer.holders);
    if (resolved.accounts.length + holders.length > MAX_ACCOUNTS)
      throw new TooManyAccounts(`more than ${MAX_ACCOUNTS} accounts`);
    for (const holder of holders) {
      const { account, customer } = holder;
      resolved.accounts.push({
        target,
        account,
        customer,
        ...definedOnly({ locale: holder.locale }),
        ...heldOf(holder),
      });
      resolved.matches.push({ target, matched: true, customer, ...knownOf(holder), ...heldOf(holder) });
    }
  }
  return resolved;
}

/** One entry for each time without a gap: a number that was given to the same account again changed no hands. */
function joined(entries: readonly DirectoryEntry[]): DirectoryEntry[] {
  const ordered = [...entries].sort((a, b) =>
    startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0,
  );
  const all: DirectoryEntry[] = [];
  for (const entry of ordered) {
    const before = all.findLast(({ account }) => account === entry.account);
    if (!before || (before.to !== undefined && before.to < startOf(entry))) all.push({ ...entry });
    else if (before.to !== undefined && (entry.to === undefined || entry.to > before.to))
      before.to = entry.to;
  }
  return all;
}

/** Before every instant, where it is not known. */
const startOf = ({ from = '' }: Held) => from;

function lookedFor(
  target: number,
  time: InstantRange,
  { identifier, otherTimes }: DirectoryAnswer,
): LookedForTarget {
  const nearest = [...otherTimes].sort((a, b) => distance(a, time) - distance(b, time));
  return {
    target,
    ...definedOnly({ identifier }),
    ...time,
    otherTimes: nearest.slice(0, MAX_OTHER_TIMES).map(heldOf),
    others: otherTimes.length,
  };
}

/** Milliseconds between a time and one that does not meet it. */
function distance({ from, to }: Held, time: InstantRange): number {
  return to !== undefined && to <= time.from
    ? Date.parse(time.from) - Date.parse(to)
    : Date.parse(from ?? time.to) - Date.parse(time.to);
}

const heldOf = ({ from, to }: Held) => definedOnly({ from, to });

const knownOf = ({ usPerson, inUS, dataCountry, controllerCountry }: DirectoryEntry) =>
  definedOnly({ usPerson, inUS, dataCountry, controllerCountry });

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A directory that does not know a fact must not appear to deny it. */
function definedOnly<T extends object>(known: T): Defined<T> {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Defined<T>;
}
