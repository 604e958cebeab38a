import type { Grant } from '../ledger/parts/scope.part.ts';
import type { FrozenGrant } from '../retrieval/frozen-grants.ts';
import { isStanding, spansOf } from '../retrieval/scope.ts';
import { type InstantRange, shared, without } from '../shared/instant-range.ts';
import type { Counted, Reach } from './reach.schema.ts';

type OfAccount = Reach['accounts'][number];
type OfItem = OfAccount['items'][number];

/**
 * What grants would reach of what was frozen: counts by account, item and month. A month that they cut is counted whole,
 * because nothing finer is known of it, and is named.
 */
export function reachOf(grants: readonly Grant[], frozen: readonly FrozenGrant[]): OfAccount[] {
  const known = new Map<string, FrozenGrant[]>();
  for (const one of frozen) {
    const name = nameOf(one.grant.account, one.grant.items[0] ?? '');
    known.set(name, [...(known.get(name) ?? []), one]);
  }
  const accounts = new Map<string, OfItem[]>();
  for (const grant of grants) {
    const { account, service, items } = grant;
    const counted = items.map((item) => ({
      service,
      item,
      ...countsOf(item, spansOf(grant), known.get(nameOf(account, item)) ?? []),
    }));
    accounts.set(account, [...(accounts.get(account) ?? []), ...counted]);
  }
  return [...accounts].map(([account, items]) => ({ account, records: sumOf(items), items }));
}

const nameOf = (account: string, item: string) => JSON.stringify([account, item]);
const sumOf = (all: readonly { records: number }[]) => all.reduce((sum, { records }) => sum + records, 0);

function countsOf(
  item: string,
  spans: readonly InstantRange[],
  frozen: readonly FrozenGrant[],
): Counted & Pick<OfItem, 'missing'> {
  if (isStanding(item)) {
    const records = frozen.reduce((sum, { counts }) => sum + (counts[item] ?? 0), 0);
    return { records, ...(frozen.length > 0 ? {} : { missing: [...spans] }) };
  }
  const months = new Map<string, number>();
  const cut = new Set<string>();
  let uncounted = 0;
  let isAtMost = false;
  let isByMonth = true;
  for (const part of frozen) {
    const left = shared(spans, part.spans);
    if (left.length === 0) continue;
    if (!part.months) {
      isByMonth = false;
      uncounted += part.counts[item] ?? 0;
      isAtMost ||= isLess(left, part.spans);
      continue;
    }
    for (const [month, count] of Object.entries(part.months[item] ?? {})) {
      const within = shared(left, [monthOf(month)]);
      if (within.length === 0) continue;
      months.set(month, (months.get(month) ?? 0) + count);
      if (isLess(within, shared(part.spans, [monthOf(month)]))) cut.add(month);
    }
  }
  const missing = without(
    spans,
    frozen.flatMap((part) => part.spans),
  );
  const counted = [...months.values()].reduce((sum, count) => sum + count, 0);
  return {
    records: counted + uncounted,
    ...(isByMonth ? { months: Object.fromEntries(inOrder(months)) } : {}),
    ...(cut.size > 0 ? { cut: [...cut].sort() } : {}),
    ...(isAtMost ? { isAtMost } : {}),
    ...(missing.length > 0 ? { missing } : {}),
  };
}

const inOrder = <T>(months: ReadonlyMap<string, T>) => [...months].sort(([a], [b]) => (a < b ? -1 : 1));

const isLess = (some: readonly InstantRange[], all: readonly InstantRange[]) => without(all, some).length > 0;

/** A month of UTC. */
function monthOf(month: string): InstantRange {
  const from = new Date(`${month}-01T00:00:00.000Z`);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return { from: from.toISOString(), to: to.toISOString() };
}

/** The same over all accounts, item by item. */
export function overAll(accounts: readonly OfAccount[]): Reach['items'] {
  const all = new Map<string, OfItem[]>();
  for (const { items } of accounts)
    for (const one of items) all.set(one.item, [...(all.get(one.item) ?? []), one]);
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([item, ones]) => sumOfItem(item, ones));
}

function sumOfItem(item: string, ones: readonly OfItem[]): Reach['items'][number] {
  const months = new Map<string, number>();
  for (const one of ones)
    for (const [month, count] of Object.entries(one.months ?? {}))
      months.set(month, (months.get(month) ?? 0) + count);
  const cut = [...new Set(ones.flatMap((one) => one.cut ?? []))].sort();
  const missing = ones.filter((one) => one.missing).length;
  return {
    service: ones[0]?.service ?? '',
    item,
    accounts: ones.length,
    records: sumOf(ones),
    ...(ones.every((one) => one.months) ? { months: Object.fromEntries(inOrder(months)) } : {}),
    ...(cut.length > 0 ? { cut } : {}),
    ...(ones.some((one) => one.isAtMost) ? { isAtMost: true as const } : {}),
    ...(missing > 0 ? { missing } : {}),
  };
}
