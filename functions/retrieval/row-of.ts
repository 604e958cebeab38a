import { MAX_ID } from '../ledger/parts/harvest.part.ts';
import { isMoment } from '../shared/moment.schema.ts';
import type { Found, Json, Unfound } from './connector.ts';

type Row = Readonly<Record<string, unknown>>;
type Of = Pick<Found, 'account' | 'service' | 'item'>;

const ENTRY = /(?:^|#)(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)#(.*)$/s;

/**
 * A row keyed `<prefix><instant>#<id>` as a record of an item. Fields that it lacks are null, because an absent header is a
 * fact; a row without an instant, or with something in it that is no JSON, is set aside.
 */
export function recordOf(of: Of, row: Row, names: readonly string[]): Found | Unfound {
  const entry = String(row.entry);
  const [, at = '', tail = ''] = ENTRY.exec(entry) ?? [];
  // The key's own end: no two rows of an account have the same.
  const id = [tail, row.id, entry].map(idOf).find((one) => one !== undefined) ?? '-';
  if (!isMoment(at)) return { ...of, at: null, id, setAside: 'no-instant' };
  const fields = fieldsOf(row, names);
  return fields ? { ...of, at, id, fields } : { ...of, at, id, setAside: 'unreadable' };
}

/** The same with bytes, which the row's `key` names. */
export function objectOf(
  of: Of,
  row: Row,
  names: readonly string[],
  blobOf: (key: string) => NonNullable<Found['blob']>,
): Found | Unfound {
  const found = recordOf(of, row, names);
  if ('setAside' in found) return found;
  if (typeof row.key === 'string' && row.key !== '') return { ...found, blob: blobOf(row.key) };
  return { ...of, at: found.at, id: found.id, setAside: 'missing' };
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
