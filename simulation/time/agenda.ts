type Entry = { at: number; order: number; seq: number; act: () => Promise<void> };

/** What is still to happen, soonest first. Time moves by what is taken from it, and never goes back. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #seq = 0;
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** The clock of everything that runs: it stands still while something happens. */
  readonly clock = (): Date => new Date(this.#now);

  /**
   * @param order decides between things of one instant, so that nothing hangs on ids, which are chance
   */
  at(instant: number, order: number, act: () => Promise<void>): void {
    this.#seq += 1;
    this.#push({ at: Math.max(instant, this.#now), order, seq: this.#seq, act });
  }

  in(ms: number, order: number, act: () => Promise<void>): void {
    this.at(this.#now + ms, order, act);
  }

  /** When the next thing happens; undefined where nothing is to. */
  get next(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Moves time on where nothing happens. */
  moveTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }

  /** Moves time to the next thing and does it. */
  async step(): Promise<void> {
    const entry = this.#pop();
    if (!entry) return;
    this.moveTo(entry.at);
    await entry.act();
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    heap.push(entry);
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapped(parent, child)) return;
      child = parent;
    }
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const child = isBefore(heap[right], heap[left]) ? right : left;
      if (!this.#swapped(parent, child)) return first;
      parent = child;
    }
  }

  #swapped(parent: number, child: number): boolean {
    const [above, below] = [this.#heap[parent], this.#heap[child]];
    if (!above || !below || !isBefore(below, above)) return false;
    this.#heap[parent] = below;
    this.#heap[child] = above;
    return true;
  }
}

function isBefore(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.at !== b.at ? a.at < b.at : a.order !== b.order ? a.order < b.order : a.seq < b.seq;
}
