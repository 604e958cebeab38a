import { MAX_ID } from '../ledger/parts/harvest.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Clients, Found, Unfound } from './connector.ts';
import { keyOf } from './row-of.ts';

/**
 * The rows that the stores of one session answered, by the instants and ends of their keys, which are the provider's. They are
 * seen on their way by code that is no connector's: what a connector then says of when something happened must be of one.
 */
export class RowsSeen {
  readonly #keys = new Set<string>();
  /** Records that are of a row that was seen, and those of stores whose answers nobody sees but their connector. */
  readonly counts = { byRow: 0, byConnector: 0 };

  /** The same clients, seen through. */
  through({ documents, ...others }: Clients): Clients {
    const send = async (...command: Parameters<Clients['documents']['send']>) => {
      const answer: unknown = await Reflect.apply(documents.send, documents, command);
      const { Items = [] } = answer as { Items?: Record<string, unknown>[] };
      for (const row of Items) this.#see(row);
      return answer;
    };
    const watched = new Proxy(documents, {
      get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
    });
    return { ...others, documents: watched };
  }

  /** What is found, as long as each record with an instant is of a row. @throws InconsistentState for one that is not */
  async *hold<T extends Found | Unfound>(found: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const one of found) {
      if (one.at !== null) {
        if (this.#keys.size === 0) this.counts.byConnector += 1;
        else if (this.#keys.has(nameOf(one.at, one.id))) this.counts.byRow += 1;
        else throw new InconsistentState('a record of an instant that none of its rows has');
      }
      yield one;
    }
  }

  #see(row: Record<string, unknown>): void {
    const key = keyOf(row.entry);
    if (!key) return;
    for (const id of [key.tail, row.id, row.entry])
      if ((typeof id === 'string' || typeof id === 'number') && id !== '')
        this.#keys.add(nameOf(key.at, String(id).slice(0, MAX_ID)));
  }
}

const nameOf = (at: string, id: string) => `${at} ${id}`;
