import type { DueItem } from './demand.store.ts';

/** Items of several sources, each soonest first, as one. */
export async function* inOrder(sources: readonly AsyncIterable<DueItem>[]): AsyncGenerator<DueItem> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    const [first] = heads
      .flatMap((head, index) => (head.done ? [] : [{ index, item: head.value }]))
      .sort((a, b) => (a.item.dueAt < b.item.dueAt ? -1 : 1));
    if (!first) return;
    yield first.item;
    const next = await iterators[first.index]?.next();
    if (next) heads[first.index] = next;
  }
}
