import type * as z from 'zod/mini';
import { NewerVersion, UnreadableItem } from '../shared/faults.ts';

export type Item = Record<string, unknown>;

/** One kind of stored item: how it is written now, and how whatever was ever written of it is read. */
export type Stored<T> = {
  /** Of what is written now. */
  version: number;
  /**
   * Reads what this or an earlier version wrote, as it would be written today, without the number. Members that a later
   * deployment added are kept, so that they are still there when the item is written again.
   * @throws NewerVersion for a version that is not known yet; UnreadableItem for what no version wrote
   */
  read(item: unknown): T;
  /**
   * The item as it is stored, with its version.
   * @param before the stored item that this one replaces or takes over from, whose unknown members it may carry on
   * @throws UnreadableItem for what a reader would not take, and for a member that nobody knows
   */
  write(value: T, before?: unknown): Written<T>;
  /** The same for a value that the compiler knows too little of, such as one of a union. */
  writeAny(value: unknown, before?: unknown): Written<T>;
};

export type Written<T> = T & { schemaVersion: number };

type Kind<T extends z.ZodMiniType> = {
  /** Names the kind in errors. */
  name: string;
  /**
   * Rises when readers of the number before could not make sense of an item: a member is required, means something else,
   * or has a new value of a closed list. One more optional member needs no new number.
   */
  version: number;
  /** Closed: it lists what writers may say. `schemaVersion` is not in it. */
  schema: T;
  /**
   * The lowest version whose readers make sense of an item, where that depends on what it says: it is written as that one,
   * so that an older deployment reads all but the few that it cannot. `version` unless said.
   */
  needs?: ((value: z.infer<T>) => number) | undefined;
  /** The first makes version 2 of version 1, and so on. */
  upgrades?: readonly ((older: Item) => Item)[];
};

export function stored<T extends z.ZodMiniType<Item>>(kind: Kind<T>): Stored<z.infer<T>> {
  const { name, version, schema, needs } = kind;
  const check = (item: unknown, before: unknown): z.infer<T> => {
    const issue = schema.safeParse(item).error?.issues.find((found) => !isKept(found, before));
    if (issue) throw new UnreadableItem(`${name}: ${issue.code} at /${issue.path.join('/')}`);
    // Parsing would drop what the schema does not know; the item was checked, and stays as it is.
    return item as z.infer<T>;
  };
  const writeAny = (value: unknown, before?: unknown) => ({
    ...check(value, before),
    schemaVersion: needs?.(value as z.infer<T>) ?? version,
  });
  return {
    version,
    read: (item) => {
      const { schemaVersion: _version, ...upgraded } = upgrade(item, kind);
      return check(upgraded, upgraded);
    },
    write: writeAny,
    writeAny,
  };
}

/** Whether all that is wrong is a member that nobody here knows and that the item before had. */
function isKept(issue: z.core.$ZodIssue, before: unknown): boolean {
  return (
    issue.code === 'unrecognized_keys' &&
    issue.keys.every((key) => key === 'schemaVersion' || has(before, [...issue.path, key]))
  );
}

/** The version that an item says it is of; items without a number are of version 1. @throws UnreadableItem */
export function versionOf(item: unknown, name: string): number {
  const version = isItem(item) ? (item.schemaVersion ?? 1) : undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new UnreadableItem(`${name}: not an item with a version`);
  return version;
}

function upgrade(
  item: unknown,
  { name, version, upgrades = [] }: Pick<Kind<z.ZodMiniType>, 'name' | 'version' | 'upgrades'>,
): Item {
  const found = versionOf(item, name);
  if (found > version)
    throw new NewerVersion(`${name}: version ${found}, and this deployment knows none above ${version}`);
  return upgrades.slice(found - 1).reduce((older, next) => next(older), isItem(item) ? item : {});
}

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function has(value: unknown, [key, ...rest]: readonly PropertyKey[]): boolean {
  if (key === undefined) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key) &&
    has(Reflect.get(value, key), rest)
  );
}
