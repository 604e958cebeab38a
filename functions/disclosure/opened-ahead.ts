import type { KeptBytes } from './kept-bytes.ts';

/** What is no larger is read before its turn, so that stores answer several requests at once. */
const SMALL = 1024 * 1024;

/** How many are opened at once, and with `SMALL` what they hold in memory. */
export const AHEAD = 16;

/** Small content is read now, and little more of it than was announced; anything else whenever it is opened. */
export async function openedAhead(
  size: number,
  open: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<KeptBytes> {
  if (size > SMALL) return open;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of await open()) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > size) break;
  }
  return chunks;
}
