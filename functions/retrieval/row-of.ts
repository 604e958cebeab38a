import { MAX_ID, type SetAside } from '../ledger/parts/harvest.part.ts';
import { objectPrefix } from '../provider/sample-provider.tables.ts';
import { isMoment } from '../shared/moment.schema.ts';
import type { Found, Json, Unfound } from './connector.ts';
import type { ObjectReader } from './object-store.ts';

type Row = Readonly<Record<string, unknown>>;
type Of = Pick<Found, 'account' | 'service' | 'item'>;

const ENTRY = /^(?:[a-z]+#)?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)(?:#(.*))?$/s;

/** The instant of a sort key, to the millisecond, and what follows it; undefined for a key without an instant. */
export function keyOf(entry: unknown): { at: string; tail: string } | undefined {
  const [, at = '', tail = ''] = ENTRY.exec(String(entry)) ?? [];
  return isMoment(at) ? { at: new Date(at).toISOString(), tail } : undefined;
}

/**
 * A row keyed `<prefix><instant>#<id>` as a record of an item. Fields that it lacks are null, because an absent header is a
 * fact; a row without an instant, or with something in it that is no JSON, is set aside.
 */
export function recordOf(of: Of, row: Row, names: readonly string[]): Found | Unfound {
  const key = keyOf(row.entry);
  // The key's own end: no two rows of an account have the same.
  const id = [key?.tail, row.id, row.entry].map(idOf).find((one) => one !== undefined) ?? '-';
  if (!key) return { ...of, at: null, id, setAside: 'no-instant' };
  const { at } = key;
  const fields = fieldsOf(row, names);
  return fields ? { ...of, at, id, fields } : { ...of, at, id, setAside: 'unreadable' };
}

/** The same with bytes, which the row's `key` names. */
export function objectOf(
  of: Of,
  row: Row,
  names: readonly string[],
  blob: { mediaType: string; bucket: ObjectReader },
): Found | Unfound {
  const found = recordOf(of, row, names);
  if ('setAside' in found) return found;
  const aside = (setAside: SetAside) => ({ ...of, at: found.at, id: found.id, setAside });
  if (typeof row.key !== 'string' || row.key === '') return aside('missing');
  // What is not the account's own, its session cannot read.
  if (!row.key.startsWith(objectPrefix(of.account))) return aside('refused');
  const { key, size } = row;
  const { mediaType, bucket } = blob;
  return {
    ...found,
    blob: {
      mediaType,
      open: () => bucket.read(key),
      ...(bucket.stamp ? { stamp: bucket.stamp.bind(bucket, key) } : {}),
      ...(Number.isSafeInteger(size) ? { size: Number(size) } : {}),
    },
  };
}

/** Attributes by name, null where there is none; undefined when one of them is no JSON, such as binary. */
export function fieldsOf(row: Row, names: readonly string[]): Found['fields'] | undefined {
  try {
    return Object.fromEntries(names.map((name) => [name, jsonOf(row[name])]));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function idOf(value: unknown): string | undefined {
  const json = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return json === '' || Buffer.byteLength(json) > MAX_ID ? undefined : json;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** What DynamoDB holds as JSON: a set is a list in order, a number that JavaScript cannot hold is text. */
function jsonOf(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  // Sets come in any order, and a second run must write the same bytes.
  if (value instanceof Set) return [...value].map(jsonOf).sort((a, b) => (String(a) < String(b) ? -1 : 1));
  if (isPlain(value))
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, jsonOf(member)]));
  throw new TypeError('not JSON');
}
