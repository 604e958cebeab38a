/** Signs by which an identifier names many at once: `*`, `%`, `?`, or a domain without a name before it. */
export const WILDCARD = /[*%?]|^@/;
