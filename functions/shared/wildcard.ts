import type { Target } from './demand.schema.ts';

/** Signs by which an identifier names many at once: `*`, `%`, `?`, or a domain without a name before it. */
const WILDCARD = /[*%?]|^@/;
/** Within the quotes of a local part (RFC 5321), and before the zone of an address (RFC 4007), a sign stands for itself. */
const PLAIN = /^(?:"(?:[^"\\]|\\.)+"(?=@)|[0-9a-f:.]*:[0-9a-f.]*%(?=\w))/isu;

/** Whether an identifier names many at once. */
export const isOverbroad = ({ type, value }: Pick<Target, 'type' | 'value'>): boolean =>
  WILDCARD.test(type === 'email' || type === 'ip-address' ? value.replace(PLAIN, 'x') : value);
