/** What is no larger is read before its turn, so that stores answer several requests at once. */
const SMALL = 1024 * 1024;

type Open = () => Promise<AsyncIterable<Uint8Array>>;

/** Bytes that can be read more than once: those that are held, from memory. */
export type OpenedAhead = { open: Open; isHeld: boolean };

/** How many are opened at once, and with `SMALL` what they hold in memory. */
export const AHEAD = 16;

/** Small content is read now, and no more of it than was announced; anything else whenever it is opened. */
export async function openedAhead(size: number, open: Open): Promise<OpenedAhead> {
  if (size > SMALL) return { open, isHeld: false };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of await open()) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > size) break;
  }
  return { open: async () => each(chunks), isHeld: true };
}

async function* each(chunks: readonly Uint8Array[]) {
  yield* chunks;
}
