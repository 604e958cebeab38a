import type { InstantRange } from '../contract.ts';
import { ALL_TIME } from '../instants.ts';
import type { Line } from './line.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
/** Instants that periods are made of, and periods that are made of two of them. */
const [MOST_INSTANTS, MOST_PAIRS] = [8, 24];

/** Periods that begin and end where records are: to the millisecond, the whole second and the day. The same of the same lines. */
export function periodsAround(lines: readonly Line[]): InstantRange[] {
  const instants = spread([...new Set(lines.flatMap(({ at }) => (at === null ? [] : [at])))].sort());
  const periods = instants.flatMap((at) => {
    const [time, second] = [Date.parse(at), Math.floor(Date.parse(at) / SECOND) * SECOND];
    return [
      { from: time, to: time + 1 },
      { from: Date.parse(ALL_TIME.from), to: time },
      { from: time + 1, to: Date.parse(ALL_TIME.to) },
      { from: second, to: second + SECOND },
    ];
  });
  const edges = instants.flatMap((at) => {
    const time = Date.parse(at);
    const [second, day] = [SECOND, DAY].map((unit) => Math.floor(time / unit) * unit) as [number, number];
    return [time - 1, time, time + 1, second, second + SECOND, day, day + DAY];
  });
  return [...periods, ...pairs(edges)]
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ from: instant(from), to: instant(to) }));
}

const instant = (time: number) =>
  new Date(Math.min(Math.max(time, Date.parse(ALL_TIME.from)), Date.parse(ALL_TIME.to))).toISOString();

/** The first, the last, and some between. */
function spread<T>(all: readonly T[]): T[] {
  if (all.length <= MOST_INSTANTS) return [...all];
  const step = (all.length - 1) / (MOST_INSTANTS - 1);
  return Array.from({ length: MOST_INSTANTS }, (_, index) => all[Math.round(index * step)] as T);
}

function pairs(edges: readonly number[]): { from: number; to: number }[] {
  const next = numbers();
  const one = () => edges[next() % edges.length] ?? 0;
  return Array.from({ length: edges.length === 0 ? 0 : MOST_PAIRS }, () => {
    const [a, b] = [one(), one()];
    return { from: Math.min(a, b), to: Math.max(a, b) };
  });
}

/** Some of the items, others in each turn; all of them first. */
export function itemsInTurn(items: readonly string[]): () => string[] {
  const next = numbers();
  let isFirst = true;
  return () => {
    const some = isFirst ? [...items] : items.filter(() => next() % 2 === 0);
    isFirst = false;
    return some.length > 0 ? some : items.slice(0, 1);
  };
}

/** Numbers without an order that one could see, and the same each time: what was found is found again. */
function numbers(): () => number {
  let state = 20_261_123;
  return () => {
    // Numerical Recipes' generator; its low bits are poor.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
