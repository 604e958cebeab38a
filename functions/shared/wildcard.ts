import type { Target } from './demand.schema.ts';

/** Signs by which an identifier names many at once: `*`, `%`, `?`, or a domain without a name before it. */
const WILDCARD = /[*%?]|^@/;
/** Within the quotes of a local part (RFC 5321) each sign stands for itself. */
const QUOTED_LOCAL_PART = /^"(?:[^"\\]|\\.)+"(?=@)/su;

/** Whether an identifier names many at once. */
export const isOverbroad = ({ type, value }: Pick<Target, 'type' | 'value'>): boolean =>
  WILDCARD.test(type === 'email' ? value.replace(QUOTED_LOCAL_PART, 'x') : value);
