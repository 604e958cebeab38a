/** Things that are to be looked at, soonest first. */
export class SortedByTime<T> {
  readonly #entries: { at: number; one: T }[] = [];

  get first(): number | undefined {
    return this.#entries[0]?.at;
  }

  add(at: number, one: T): void {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, one });
  }

  /** Takes what is to be looked at by now; what is added meanwhile too. */
  *takeUpTo(now: number): Generator<T> {
    for (let next = this.#entries[0]; next && next.at <= now; next = this.#entries[0]) {
      this.#entries.shift();
      yield next.one;
    }
  }
}
