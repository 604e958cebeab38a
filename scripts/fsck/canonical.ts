import { createHash } from 'node:crypto';

/**
 * SHA-256 (lower-case hex) of a value's canonical JSON (RFC 8785): members in the order of their names' UTF-16 code
 * units, no white space. Written apart from the code that writes ledgers, so that a mistake there is seen here.
 */
export function canonicalHash(value: unknown): string {
  const hash = createHash('sha256');
  feed(value, (text) => hash.update(text, 'utf8'));
  return hash.digest('hex');
}

function feed(value: unknown, out: (text: string) => void): void {
  if (typeof value !== 'object' || value === null) {
    out(JSON.stringify(value) ?? 'null');
    return;
  }
  const isList = Array.isArray(value);
  let before = isList ? '[' : '{';
  for (const name of isList ? value.keys() : Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name);
    if (!isList && member === undefined) continue;
    out(isList ? before : `${before}${JSON.stringify(name)}:`);
    feed(member, out);
    before = ',';
  }
  out(before === ',' ? '' : before);
  out(isList ? ']' : '}');
}
