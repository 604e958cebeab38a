import { createHash } from 'node:crypto';

/**
 * Canonical JSON (RFC 8785 for the values we use): keys sorted by UTF-16 code units, no white space, numbers and
 * strings as JSON.stringify writes them. Undefined members are left out.
 * @throws TypeError for what JSON cannot carry (functions, non-finite numbers, cycles overflow).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a non-finite number has no canonical form');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return `{${membersOf(value)}}`;
  throw new TypeError(`a ${typeof value} has no canonical form`);
}

/** Without a list of pairs: this is most of what a commit computes. */
function membersOf(value: object): string {
  let members = '';
  // Without a comparison `sort` goes by code units.
  for (const name of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name);
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return members;
}

/** Lower-case hex SHA-256 of text (as UTF-8) or bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
