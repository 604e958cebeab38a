import type { Unfound } from '../../functions/retrieval/connector.ts';
import { OnePart } from '../../functions/retrieval/one-part.ts';

/** Each look at the clock is ten seconds after the one before. */
const slow = () => {
  let now = 0;
  return () => {
    now += 10_000;
    return new Date(now);
  };
};

async function* records(instants: readonly (string | null)[]): AsyncGenerator<Unfound> {
  for (const [id, at] of instants.entries())
    yield { account: 'a', service: 's', item: 'i', at, id: String(id), setAside: 'missing' };
}

async function partsOf(instants: readonly (string | null)[]): Promise<(string | null)[][]> {
  const parts: (string | null)[][] = [];
  for (let from = ''; ; ) {
    const part = new OnePart(slow());
    const left = instants.filter((at) => at === null || at >= from);
    const found: (string | null)[] = [];
    for await (const { at } of part.of(records(left))) found.push(at);
    parts.push(found);
    if (part.upTo === undefined) return parts;
    expect(part.upTo > from).toBe(true);
    from = part.upTo;
  }
}

const second = (number: number, rest = '000') =>
  `2026-01-01T00:00:${String(number).padStart(2, '0')}.${rest}Z`;

describe('a part of what is frozen', () => {
  it('ends where a second does, so that what is out of order within one is in one part', async () => {
    // As text, `…05.900Z` comes before `…05Z`.
    const mixed = Array.from({ length: 20 }, (_, number) => [
      second(number, '200'),
      second(number, '900'),
      second(number),
    ]).flat();
    const parts = await partsOf(mixed);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flat()).toEqual(mixed);
  });

  it('does not end within what happened at one instant, however long that takes', async () => {
    const many = Array<string>(40).fill(second(1));
    expect(await partsOf([...many, second(2)])).toEqual([many, [second(2)]]);
  });

  it('is all of what has no instant', async () => {
    expect(await partsOf([null, null])).toEqual([[null, null]]);
    expect(await partsOf([])).toEqual([[]]);
  });
});
