import type { SetAsideCount } from '../ledger/parts/harvest.part.ts';

/** Counts what was set aside by item and reason, in their order. */
export class SetAsideCounts {
  readonly #counts = new Map<string, SetAsideCount>();

  add(item: string, reason: string, count = 1): void {
    const key = `${item} ${reason}`;
    this.#counts.set(key, { item, reason, count: count + (this.#counts.get(key)?.count ?? 0) });
  }

  isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  list(): SetAsideCount[] {
    return [...this.#counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }
}

/** All of several lists as one. */
export function sumSetAside(lists: readonly (readonly SetAsideCount[] | undefined)[]): SetAsideCount[] {
  const sum = new SetAsideCounts();
  for (const { item, reason, count } of lists.flatMap((list) => list ?? [])) sum.add(item, reason, count);
  return sum.list();
}
