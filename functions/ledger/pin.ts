import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';

/** Keys, and what changes without an event: the head is the event's own hash, and what was due is taken off the index. */
const UNPINNED: ReadonlySet<string> = new Set(['pk', 'sk', 'head', 'dueKind', 'dueAt']);

/** SHA-256 by which an event vouches for an item that was written with it. */
export function pinOf(item: object): string {
  return sha256Hex(
    canonicalJson(Object.fromEntries(Object.entries(item).filter(([name]) => !UNPINNED.has(name)))),
  );
}
