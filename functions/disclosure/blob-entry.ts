import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { BlobEntry } from './account-sink.ts';
import { Digests } from './digests.ts';

type Source = {
  open(): Promise<AsyncIterable<Uint8Array>>;
  /** What it means that the bytes are not those that were checked. */
  changed(): Error;
};

/** The bytes are seen once for their digests, and read again when the package is written; both times they are verified. */
export function blobEntry(
  path: string,
  { sha256, size }: NonNullable<HarvestRecord['blob']>,
  { open, changed }: Source,
): BlobEntry {
  const digests = new Digests();
  let length = 0;
  return {
    async *seen(content) {
      for await (const chunk of content) {
        length += chunk.byteLength;
        if (length > size) throw changed();
        digests.update(chunk);
        yield chunk;
      }
    },
    finish: () => {
      const digested = digests.finish();
      if (digested.sha256 !== sha256 || digested.size !== size) throw changed();
      return { path, ...digested, open, changed };
    },
  };
}
