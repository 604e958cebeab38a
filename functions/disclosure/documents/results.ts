import { SET_ASIDE } from '../../ledger/parts/harvest.part.ts';
import type { Predicate } from '../predicate.schema.ts';

/** What became of one item of one account. */
export type Result = {
  account: string;
  item: string;
  records: number;
  /** Why records were set aside, with how many. */
  setAside: { because: string; count: number }[];
  changes?: { deleted: number; edited: number; added: number };
  isNotCompared?: true;
};

/** Every account and item that was looked for, in the order of the accounts, with what became of it. */
export function resultsOf({ accounts, setAside, changes = [], notCompared = [] }: Predicate): Result[] {
  const results = new Map<string, Result>();
  const at = (account: string, item: string) => {
    const key = JSON.stringify([account, item]);
    const result = results.get(key) ?? { account, item, records: 0, setAside: [] };
    results.set(key, result);
    return result;
  };
  for (const { account, records } of accounts) {
    for (const [item, count] of Object.entries(records)) at(account, item).records = count;
    for (const one of setAside)
      if (one.account === account)
        at(account, one.item).setAside.push({ because: becauseOf(one.reason), count: one.count });
    for (const { deleted, edited, added, ...one } of changes)
      if (one.account === account) at(account, one.item).changes = { deleted, edited, added };
    for (const one of notCompared) if (one.account === account) at(account, one.item).isNotCompared = true;
  }
  return [...results.values()];
}

const REASONS: ReadonlyMap<string, string> = new Map(Object.entries(SET_ASIDE));

/** A later release may know more reasons than this one has words for. */
const becauseOf = (reason: string) => REASONS.get(reason) ?? reason;
