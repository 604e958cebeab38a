import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

/** Milliseconds; `to` is outside. */
export type Span = { from: number; to: number };
/** When something of these items may have happened. */
export type ItemSpan = Span & { items: ReadonlySet<string> };
/** What no record of a demand may leave, whatever its scope says: of each account, what may have happened when. */
export type Bounds = { accounts: ReadonlyMap<string, readonly ItemSpan[]>; items: ReadonlySet<string> };

const DAY_MS = 86_400_000;

/**
 * The bounds again from the paper, the determination and the review, for the check of the harvest. On purpose it does
 * not use what compiled the scope: an error there must not repeat itself here.
 */
export function boundsOf(
  { demand, filedAt }: Pick<DemandRecord, 'demand' | 'filedAt'>,
  { accounts, circumstances, determination }: DeterminationPart,
  review: ReviewPart,
  dictionary: Pick<ItemDictionary, 'expand'>,
): Bounds {
  const items = new Set<string>();
  const lists = [demand.data, determination.authorised, review.items].map((list) => dictionary.expand(list));
  for (const item of lists.flat())
    if (lists.every((list) => list.includes(item)) && !/^(?:secrets|live)(?:\.|$)/.test(item))
      items.add(item);
  const spans = new Map<string, ItemSpan[]>();
  for (const { account, target, from, to } of accounts) {
    const named = demand.targets[target];
    if (!named || !determination.targets.includes(target) || !review.targets.includes(target)) continue;
    if (review.accounts?.includes(account) === false) continue;
    const apart = review.perTarget?.filter((one) => one.target === target);
    const left = apart ? apart[0] : { items: review.items, accounts: undefined, period: undefined };
    if (!left || left.accounts?.includes(account) === false) continue;
    const held = { from: from ? Date.parse(from) : 0, to: to ? Date.parse(to) : Number.POSITIVE_INFINITY };
    const meant = meantBy(named.at, demand.period) ?? spanOf(circumstances.now, circumstances.now);
    // Whom the identifier named at other times is not meant.
    if (held.from >= meant.to || held.to <= meant.from) continue;
    const own = spans.get(account) ?? [];
    spans.set(account, own);
    for (const period of [demand.period, review.period, left.period]) {
      if (!period) continue;
      held.from = Math.max(held.from, Date.parse(period.from));
      held.to = Math.min(held.to, endOf(period.to));
    }
    const leaves = dictionary.expand(left.items).filter((item) => items.has(item));
    own.push({ from: held.from, to: Math.min(held.to, Date.parse(filedAt)), items: new Set(leaves) });
  }
  return { accounts: spans, items };
}

function meantBy(at: string | undefined, period: { from: string; to: string } | undefined): Span | undefined {
  if (at !== undefined) return spanOf(at, at);
  const span = period && spanOf(period.from, period.to);
  return span && span.from < endOf(period.to) ? span : undefined;
}

/** No shorter than a millisecond. */
function spanOf(from: string, to: string): Span {
  const start = Date.parse(from);
  return { from: start, to: Math.max(endOf(to), start + 1) };
}

/** A date ends with its day; an instant finer than a millisecond ends with its millisecond. */
function endOf(moment: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(moment)) return Date.parse(moment) + DAY_MS;
  return Date.parse(moment) + (/\.\d{3}0*[1-9]/.test(moment) ? 1 : 0);
}
