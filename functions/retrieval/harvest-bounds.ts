import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

/** What no record of a demand may leave, whatever its scope says. Milliseconds; `to` is outside. */
export type Bounds = { accounts: ReadonlySet<string>; items: ReadonlySet<string>; from: number; to: number };

const DAY_MS = 86_400_000;

/**
 * The bounds again from the paper, the determination and the review, for the check of the harvest. On purpose it does
 * not use what compiled the scope: an error there must not repeat itself here.
 */
export function boundsOf(
  { demand, filedAt }: Pick<DemandRecord, 'demand' | 'filedAt'>,
  { accounts, determination }: DeterminationPart,
  review: ReviewPart,
  dictionary: Pick<ItemDictionary, 'expand'>,
): Bounds {
  const items = new Set<string>();
  const lists = [demand.data, determination.authorised, review.items].map((list) => dictionary.expand(list));
  for (const item of lists.flat())
    if (lists.every((list) => list.includes(item)) && !/^(?:secrets|live)(?:\.|$)/.test(item))
      items.add(item);
  const bounds = { accounts: new Set<string>(), items, from: 0, to: Date.parse(filedAt) };
  for (const { account, target } of accounts)
    if (demand.targets[target] && determination.targets.includes(target) && review.targets.includes(target))
      bounds.accounts.add(account);
  for (const period of [demand.period, review.period]) {
    if (!period) continue;
    bounds.from = Math.max(bounds.from, Date.parse(period.from));
    bounds.to = Math.min(bounds.to, endOf(period.to));
  }
  return bounds;
}

/** A date ends with its day; an instant finer than a millisecond ends with its millisecond. */
function endOf(moment: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(moment)) return Date.parse(moment) + DAY_MS;
  return Date.parse(moment) + (/\.\d{3}0*[1-9]/.test(moment) ? 1 : 0);
}
