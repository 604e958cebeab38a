/** JSON as it comes from outside: templates, requests, policies. Narrow it before use. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function asObject(value: Json | undefined, where: string): JsonObject {
  if (isObject(value)) return value;
  throw new ShapeError(`${where}: an object was expected`);
}

export function asArray(value: Json | undefined, where: string): Json[] {
  if (Array.isArray(value)) return value;
  throw new ShapeError(`${where}: a list was expected`);
}

export function asString(value: Json | undefined, where: string): string {
  if (typeof value === 'string') return value;
  throw new ShapeError(`${where}: a string was expected`);
}

/** CloudFormation lets numbers and booleans be written as strings. */
export function asNumber(value: Json | undefined, where: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new ShapeError(`${where}: a number was expected`);
}

export const asFlag = (value: Json | undefined): boolean => value === true || value === 'true';

export const optional = <T>(
  value: Json | undefined,
  where: string,
  read: (value: Json, where: string) => T,
): T | undefined => (value === undefined || value === null ? undefined : read(value, where));

export const strings = (value: Json | undefined, where: string): string[] =>
  value === undefined || value === null
    ? []
    : Array.isArray(value)
      ? value.map((one) => asString(one, where))
      : [asString(value, where)];

export function parseJson(text: string, where: string): Json {
  try {
    // JSON.parse yields exactly the Json type; the library types it as any.
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new ShapeError(`${where}: not JSON`, { cause });
  }
}
