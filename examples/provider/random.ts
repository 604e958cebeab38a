/** A seeded source of choices: the same seed makes the same provider. */
export type Random = {
  /** From 0 up to but not including 1. */
  next(): number;
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** `count` different elements. */
  some<T>(from: readonly T[], count: number): T[];
  /** Lower-case letters and digits. */
  id(length: number): string;
};

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Mulberry32: small, fast, and good enough for invented data; nothing here is a secret. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const left = [...from];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(int(0, left.length - 1), 1));
    return chosen;
  };
  const id = (length: number) => Array.from({ length }, () => pick([...ALPHABET])).join('');
  return { next, int, chance: (probability) => next() < probability, pick, some, id };
}
