import { createHash } from 'node:crypto';

/** Whatever a graph's node is made of always gives it the same id: UCO wants a UUID at the end (RFC 9562, version 5's layout with SHA-256). */
export function caseId(kind: string, ...of: readonly string[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([kind, ...of]))
    .digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `kb:${kind}-${uuid.join('-')}`;
}
