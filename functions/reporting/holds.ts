/**
 * Whether a reader already holds what it asks for: one of the tags of its `If-None-Match` header is the entity's. The
 * comparison is the weak one (RFC 9110, 13.1.2), since caches between may have marked a tag as weak.
 */
export function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
