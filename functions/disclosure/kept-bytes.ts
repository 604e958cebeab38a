/** Bytes that can be read more than once: chunks that are held, or who opens them anew; their chunks hold until the next. */
export type KeptBytes = readonly Uint8Array[] | (() => Promise<AsyncIterable<Uint8Array>>);

/** Whether nobody can change it any more. */
export const isHeld = (content: KeptBytes): content is readonly Uint8Array[] => typeof content !== 'function';

/** Hands over all chunks in their order. `see` returns something to wait for, where there is. */
export async function eachChunk(
  content: KeptBytes,
  see: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  if (isHeld(content))
    for (const chunk of content) {
      const busy = see(chunk);
      if (busy) await busy;
    }
  else
    for await (const chunk of await content()) {
      const busy = see(chunk);
      if (busy) await busy;
    }
}
