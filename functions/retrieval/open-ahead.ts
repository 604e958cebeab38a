import type { Clock } from '../shared/clock.ts';
import { type Broker, MAX_AHEAD, type Opened, type OpenedAhead, type OpenRequest } from './broker.ts';
import { ASK_EVERY_MS } from './while-standing.ts';

/** What was opened, and when it was asked for: until then it is known that the demand stands, in milliseconds since 1970. */
type Known = { opened: Opened | OpenedAhead['opened']; since: number };

/**
 * The grants of one call as they are opened: each asked for with those that are read after it. What was opened ahead is used
 * while it need not be asked whether the demand still stands; later it is opened anew.
 */
export class OpenAhead {
  readonly #deps: { broker: Pick<Broker, 'open'>; clock: Clock };
  readonly #ahead = new Map<number, Known>();

  constructor(deps: { broker: Pick<Broker, 'open'>; clock: Clock }) {
    this.#deps = deps;
  }

  /** @param next the grants that are read after it, in order */
  async open(request: OpenRequest, next: readonly number[]): Promise<Known> {
    const { broker, clock } = this.#deps;
    const since = clock().getTime();
    const known = this.#ahead.get(request.grant);
    // Each session is used once: a later part of the grant is of other bounds.
    this.#ahead.delete(request.grant);
    if (known && since - known.since < ASK_EVERY_MS) return known;
    const ahead = next.slice(0, MAX_AHEAD);
    const opened = await broker.open({ ...request, ...(ahead.length > 0 ? { ahead } : {}) });
    if (opened.is !== 'open') return { opened, since };
    const { ahead: others = [], ...own } = opened;
    for (const { number, opened } of others) this.#ahead.set(number, { opened, since });
    return { opened: own, since };
  }
}
