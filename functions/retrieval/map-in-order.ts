/**
 * Maps a source with at most `width` calls under way, in the order of the source. It never runs further ahead than
 * that, so memory stays bounded by the width.
 */
export async function* mapInOrder<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  width: number,
  map: (value: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  try {
    for await (const value of source) {
      const started = map(value);
      // Awaited in its turn below; until then a fault must not count as unhandled.
      started.catch(() => undefined);
      running.push(started);
      if (running.length >= width) yield await (running.shift() as Promise<R>);
    }
    for (const result of running.splice(0)) yield await result;
  } finally {
    await Promise.allSettled(running);
  }
}
