import type { Clock } from '../shared/clock.ts';
import type { Found, Unfound } from './connector.ts';

/** After this a part of a freezing ends: a call that is cut off loses no more, and ends long before its time is over. */
const ENOUGH_MS = 60_000;
/** And after so many records: what is kept of each in memory and in one list is bounded by it. */
const ENOUGH_RECORDS = 50_000;

/** What is found, for as long as one part takes. It ends where a second does: within one, connectors keep no order. */
export class OnePart {
  readonly #clock: Clock;
  /** Where the next part begins; undefined where nothing is left for it. */
  upTo: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param found oldest first to the second, as connectors find */
  async *of<T extends Found | Unfound>(found: AsyncIterable<T>): AsyncGenerator<T> {
    const began = this.#clock().getTime();
    let records = 0;
    let last: string | undefined;
    for await (const one of found) {
      const second = one.at === null ? undefined : `${one.at.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}.000Z`;
      const isEnough = records >= ENOUGH_RECORDS || this.#clock().getTime() - began > ENOUGH_MS;
      if (isEnough && last !== undefined && second !== undefined && second > last) {
        this.upTo = second;
        return;
      }
      records += 1;
      if (second !== undefined && (last === undefined || second > last)) last = second;
      yield one;
    }
  }
}
