type Entry = { sort: string; name: string };

/** An index of a table: in each partition, entries by their sort key and then by name. */
export class SortedIndex {
  readonly #partitions = new Map<string, Entry[]>();

  add(partition: string, sort: string, name: string): void {
    const entries = this.#partitions.get(partition) ?? [];
    entries.splice(place(entries, sort, name), 0, { sort, name });
    this.#partitions.set(partition, entries);
  }

  remove(partition: string, sort: string, name: string): void {
    const entries = this.#partitions.get(partition) ?? [];
    const at = place(entries, sort, name);
    if (entries[at]?.name === name) entries.splice(at, 1);
  }

  /** Entries up to a sort key, as they are now. */
  upTo(partition: string, sort: string): Entry[] {
    const entries = this.#partitions.get(partition) ?? [];
    return entries.slice(0, place(entries, `${sort}\u{10ffff}`, ''));
  }

  /** The first sort key, at all or after another. */
  first(partition: string, after?: string): string | undefined {
    const entries = this.#partitions.get(partition) ?? [];
    return after === undefined ? entries[0]?.sort : entries[place(entries, `${after}\u{10ffff}`, '')]?.sort;
  }
}

/** Where an entry stands, or would. */
function place(entries: readonly Entry[], sort: string, name: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    const isBefore = entry && (entry.sort < sort || (entry.sort === sort && entry.name < name));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
