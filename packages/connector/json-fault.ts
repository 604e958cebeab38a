const DEEPEST = 64;

/** What keeps a value from being JSON, as the end of a sentence that begins with its name; undefined for JSON. */
export function jsonFault(value: unknown, depth = 0): string | undefined {
  if (depth > DEEPEST) return `is deeper than ${DEEPEST} levels`;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return undefined;
  if (typeof value === 'number') return numberFault(value);
  if (Array.isArray(value)) return firstFault(value, depth);
  if (typeof value !== 'object') return `is of the type ${typeof value}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && !isForeignPlain(prototype))
    return `is a ${value.constructor?.name || 'thing'} and no plain object`;
  return firstFault(Object.values(value), depth);
}

function numberFault(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'is a number that JSON does not have';
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return 'is a number that JavaScript has rounded';
  return undefined;
}

function firstFault(values: readonly unknown[], depth: number): string | undefined {
  // By index: a list with holes has values that are undefined.
  for (let index = 0; index < values.length; index += 1) {
    const fault = jsonFault(values[index], depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

/** `Object.prototype` of another realm, such as of a test runner's. */
const isForeignPlain = (prototype: unknown): boolean =>
  typeof prototype === 'object' &&
  prototype !== null &&
  Object.getPrototypeOf(prototype) === null &&
  Object.hasOwn(prototype, 'isPrototypeOf');
