import type { Clock } from '../shared/clock.ts';
import type { Found, Unfound } from './connector.ts';

/** After this a part of a freezing ends: a call that is cut off loses no more, and ends long before its time is over. */
const ENOUGH_MS = 60_000;
/** And after so many records: what is kept of each in memory and in one list is bounded by it. */
const ENOUGH_RECORDS = 50_000;

/** What is found, for as long as one part takes. It ends where an instant does, so that the next part begins with another. */
export class OnePart {
  readonly #clock: Clock;
  /** The instant of the first record that is left for the next part; undefined where none is. */
  upTo: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param found oldest first, as connectors find */
  async *of<T extends Found | Unfound>(found: AsyncIterable<T>): AsyncGenerator<T> {
    const began = this.#clock().getTime();
    let records = 0;
    let last: string | undefined;
    for await (const one of found) {
      const isEnough = records >= ENOUGH_RECORDS || this.#clock().getTime() - began > ENOUGH_MS;
      if (isEnough && last !== undefined && one.at !== null && one.at > last) {
        this.upTo = one.at;
        return;
      }
      records += 1;
      if (one.at !== null && (last === undefined || one.at > last)) last = one.at;
      yield one;
    }
  }
}
