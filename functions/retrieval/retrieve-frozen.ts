import { setTimeout as sleep } from 'node:timers/promises';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { type InstantRange, union } from '../shared/instant-range.ts';
import { isPassing } from '../shared/is-passing.ts';
import type { Compared, Opened, Written } from './broker.ts';
import { Changes, Comparison } from './changes.ts';
import type { Found, Unfound } from './connector.ts';
import { type FrozenLine, frozenLines } from './frozen-lines.ts';
import type { FrozenSource } from './frozen-sources.ts';
import { HarvestLines, type Keeping } from './harvest-lines.ts';
import { harvested } from './harvest-writer.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectReader } from './object-store.ts';
import { isStanding, timeOf } from './scope.ts';
import { readStamps, recordName } from './stamps.ts';
import { WithdrawnWhileRead } from './while-standing.ts';

/** Marks that are asked for at once. */
const WIDTH = 40;
/** After so many milliseconds it is tried again to look at an item now; then nothing more is said of it. */
const WAITS = [2_000, 10_000, 30_000] as const;
/** Lines of what was frozen that are held against what there is now together: some 60,000 records, a minute or two. */
const TOGETHER_BYTES = 32 * 1024 * 1024;

type Retrieval = {
  keeping: Keeping;
  frozen: ObjectReader;
  standing<T>(all: AsyncIterable<T>): AsyncIterable<T>;
  /** What the connector finds now of a part of the grant. */
  read(part: Pick<Grant, 'items' | 'period' | 'spans'>): AsyncIterable<Found | Unfound>;
  /** Whether a call that has something left to compare is to leave it to the next one. */
  isEnough(): boolean;
  togetherBytes?: number | undefined;
  pause?: ((ms: number) => Promise<unknown>) | undefined;
};

type Open = Extract<Opened, { is: 'open' }>;

/**
 * Retrieves what was frozen: its lines go over as they are, and its bytes stay where they were frozen. What the connector finds
 * now is looked at for what changed since, and none of it goes over, but for what no freezing has. Of a large grant one call
 * compares what it has time for, and the last one of them retrieves.
 * @returns what was retrieved, or how far it was compared
 */
export async function retrieveFrozen(
  { grant, frozen, unfrozen, compared }: Open,
  retrieval: Retrieval,
): Promise<Written | Compared> {
  const { keeping, togetherBytes = TOGETHER_BYTES } = retrieval;
  const changes = new Changes(new Set(frozen.map(({ item }) => item)), compared?.changes);
  const lines = new HarvestLines(grant.items);
  const counted = new Map(frozen.map((source) => [source, 0]));
  const linesOf = (source: FrozenSource) => retrieval.standing(frozenLines(source, retrieval.frozen));
  const retrieve = async (source: FrozenSource, { line, record }: FrozenLine) => {
    await lines.add(record, line);
    counted.set(source, (counted.get(source) ?? 0) + 1);
  };
  // Of what one call is enough for, lines are read once.
  const isSmall = !compared && sizeOf(frozen) <= togetherBytes;
  try {
    for (let sources = compared?.sources ?? 0; sources < frozen.length; ) {
      const together = togetherFrom(frozen.slice(sources), togetherBytes);
      const [{ item }] = together;
      const fields = frozen.filter((one) => one.item === item).flatMap((one) => one.fields);
      const comparison = new Comparison(item, fields);
      for (const source of together) {
        const marks = await readStamps(source, retrieval.frozen);
        for await (const one of linesOf(source)) {
          if (isSmall) await retrieve(source, one);
          comparison.freeze(one.record, marks.get(recordName(one.record)));
        }
      }
      const spans = together.flatMap((one) => one.spans);
      await compare(comparison, () => retrieval.read(partOf([item], spans)), { ...retrieval, changes });
      sources += together.length;
      if (sources < frozen.length && !isSmall && retrieval.isEnough())
        return { sources, of: frozen.length, changes: await changes.keep(keeping) };
    }
    if (!isSmall)
      for (const source of frozen) for await (const one of linesOf(source)) await retrieve(source, one);
    for (const { item, spans } of unfrozen) {
      const found = retrieval.standing(retrieval.read(partOf([item], spans)));
      for await (const { record } of harvested(found, keeping)) await lines.add(record);
    }
    const told = await changes.keep(keeping);
    const from = frozen.map((source) => {
      const { freeze, grant: number, part } = source;
      return { freeze, grant: number, part, lines: counted.get(source) ?? 0 };
    });
    return { ...(await lines.keep(keeping)), frozen: from, changes: told };
  } catch (error) {
    await Promise.all([lines.abandon(), changes.abandon()]);
    throw error;
  }
}

const sizeOf = (sources: readonly FrozenSource[]) =>
  sources.reduce((sum, { records }) => sum + records.size, 0);

/** The next sources of one item that are compared together: what has no time stands in each of its own again, so all of them. */
function togetherFrom(left: readonly FrozenSource[], most: number): [FrozenSource, ...FrozenSource[]] {
  const [first, ...after] = left;
  if (!first) throw new RangeError('no source is left');
  const together: [FrozenSource, ...FrozenSource[]] = [first];
  for (const source of after) {
    const isMuch = sizeOf(together) + source.records.size > most && !isStanding(first.item);
    if (source.item !== first.item || isMuch) break;
    together.push(source);
  }
  return together;
}

/** Looks at what there is now. A store that errs, or can be read no more, is no reason to lose what was frozen. */
async function compare(
  comparison: Comparison,
  read: () => AsyncIterable<Found | Unfound>,
  { changes, standing, pause = sleep }: Retrieval & { changes: Changes },
): Promise<void> {
  try {
    for (let tries = 0; !changes.isForgotten(comparison.item); tries += 1) {
      try {
        for await (const seen of mapInOrder(standing(read()), WIDTH, (one) => comparison.look(one)))
          await comparison.add(seen);
        return await changes.take(comparison);
      } catch (error) {
        if (error instanceof WithdrawnWhileRead) throw error;
        const wait = WAITS[tries];
        if (!isPassing(error) || wait === undefined) await changes.forget(comparison.item);
        else {
          await comparison.again();
          await pause(wait);
        }
      }
    }
  } finally {
    await comparison.abandon();
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
