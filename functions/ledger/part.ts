import type * as z from 'zod/mini';
import { type Item, type Stored, stored } from './stored.ts';

/** An item beside the demand, named by its sort key, that holds a `T`. */
export type Part<T> = { key: string; stored: Stored<T> };

/** A kind of part: called with the rest of its sort key it names one, as `DETERMINATION(1)` does `determination#1`. */
export type PartKind<T> = ((...rest: readonly (string | number)[]) => Part<T>) & { prefix: string };

type Versions<T> = {
  version?: number;
  upgrades?: readonly ((older: Item) => Item)[];
  /** As of a kind (stored.ts). */
  needs?: (value: T) => number;
};

/** Declares a kind of part by the beginning of its sort key. Parts of one demand only once have nothing after it. */
export function part<T extends z.ZodMiniType<Item>>(
  prefix: string,
  schema: T,
  {
    version = 2,
    upgrades = Array<(older: Item) => Item>(version - 1).fill((older) => older),
    needs,
  }: Versions<z.infer<T>> = {},
): PartKind<z.infer<T>> {
  const kind = stored({ name: prefix, version, schema, upgrades, needs });
  const named = (...rest: readonly (string | number)[]) => ({ key: prefix + rest.join('#'), stored: kind });
  return Object.assign(named, { prefix });
}

/** An item that a change writes beside the demand. */
export type PartWrite = { key: string; body: Item; mode: 'create' | 'replace' };

/** The write of a part that is not there yet; where it is, the whole change is a conflict. */
export const created = <T>({ key, stored }: Part<T>, value: T): PartWrite => ({
  key,
  body: stored.write(value),
  mode: 'create',
});

/** The write of a part over the one that was there. @param before what was read of it */
export const replaced = <T>({ key, stored }: Part<T>, value: T, before?: T): PartWrite => ({
  key,
  body: stored.write(value, before),
  mode: 'replace',
});
