import { setTimeout as sleep } from 'node:timers/promises';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { type InstantRange, union } from '../shared/instant-range.ts';
import { isPassing } from '../shared/is-passing.ts';
import type { Opened, Written } from './broker.ts';
import { Changes } from './changes.ts';
import type { Found, Unfound } from './connector.ts';
import { frozenLines } from './frozen-lines.ts';
import { HarvestLines, type Keeping } from './harvest-lines.ts';
import { harvested } from './harvest-writer.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectReader } from './object-store.ts';
import { timeOf } from './scope.ts';
import { readStamps, recordName } from './stamps.ts';
import { WithdrawnWhileRead } from './while-standing.ts';

/** Marks that are asked for at once: 20 ms each, those of 200,000 messages take less than two minutes. */
const WIDTH = 40;
/** After so many milliseconds it is tried again to look at an item now; then nothing more is said of it. */
const WAITS = [2_000, 10_000, 30_000] as const;

type Retrieval = {
  keeping: Keeping;
  frozen: ObjectReader;
  standing<T>(all: AsyncIterable<T>): AsyncIterable<T>;
  /** What the connector finds now of a part of the grant. */
  read(part: Pick<Grant, 'items' | 'period' | 'spans'>): AsyncIterable<Found | Unfound>;
  pause?: ((ms: number) => Promise<unknown>) | undefined;
};

/**
 * Retrieves what was frozen: its lines go over as they are, and its bytes stay where they were frozen. What the connector finds
 * now is looked at for what changed since, and none of it goes over, but for what no freezing has.
 */
export async function retrieveFrozen(
  { grant, frozen, unfrozen }: Extract<Opened, { is: 'open' }>,
  retrieval: Retrieval,
): Promise<Written> {
  const { keeping } = retrieval;
  const items = new Set(frozen.map(({ item }) => item));
  const changes = new Changes(items);
  const lines = new HarvestLines(grant.items);
  try {
    const from: NonNullable<Written['frozen']> = [];
    for (const source of frozen) {
      const marks = await readStamps(source, retrieval.frozen);
      let count = 0;
      for await (const { line, record } of retrieval.standing(frozenLines(source, retrieval.frozen))) {
        await lines.add(record, line);
        changes.freeze(record, marks.get(recordName(record)));
        count += 1;
      }
      from.push({ freeze: source.freeze, grant: source.grant, part: source.part, lines: count });
    }
    for (const { item, spans } of unfrozen) {
      const found = retrieval.standing(retrieval.read(partOf([item], spans)));
      for await (const { record } of harvested(found, keeping)) await lines.add(record);
    }
    for (const item of items) {
      const spans = frozen.filter((one) => one.item === item).flatMap((one) => one.spans);
      await compare(item, () => retrieval.read(partOf([item], spans)), { ...retrieval, changes });
    }
    const told = await changes.keep(keeping);
    return { ...(await lines.keep(keeping)), frozen: from, changes: told };
  } catch (error) {
    await Promise.all([lines.abandon(), changes.abandon()]);
    throw error;
  }
}

/** Looks at what there is now of an item. A store that errs, or can be read no more, is no reason to lose what was frozen. */
async function compare(
  item: string,
  read: () => AsyncIterable<Found | Unfound>,
  { changes, standing, pause = sleep }: Retrieval & { changes: Changes },
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      for await (const seen of mapInOrder(standing(read()), WIDTH, (one) => changes.look(one)))
        await changes.add(seen);
      return;
    } catch (error) {
      if (error instanceof WithdrawnWhileRead) throw error;
      const wait = WAITS[tries];
      if (!isPassing(error) || wait === undefined) return await changes.forget(item);
      await changes.again(item);
      await pause(wait);
    }
  }
}

/** Times in order and apart, as a grant has them. */
const partOf = (
  items: string[],
  spans: readonly InstantRange[],
): Pick<Grant, 'items' | 'period' | 'spans'> => ({
  items,
  ...timeOf(union(spans)),
});
