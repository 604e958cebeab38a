import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { BlobEntry } from './account-sink.ts';
import { Digests } from './digests.ts';
import type { OpenedAhead } from './opened-ahead.ts';
import type { PackageEntry } from './package-entry.ts';

type Source = OpenedAhead & {
  /** What it means that the bytes are not those that were checked. */
  changed(): Error;
  /** Puts the file into the archive. */
  pack(entry: PackageEntry): Promise<void>;
};

/** The bytes are seen once for their digests and then packed; those that must be read again for that are verified again. */
export function blobEntry(
  path: string,
  { sha256, size }: NonNullable<HarvestRecord['blob']>,
  { open, isHeld, changed, pack }: Source,
): BlobEntry {
  const digests = new Digests();
  let length = 0;
  return {
    async *seen() {
      for await (const chunk of await open()) {
        length += chunk.byteLength;
        if (length > size) throw changed();
        digests.update(chunk);
        yield chunk;
      }
    },
    finish: async () => {
      const digested = digests.finish();
      if (digested.sha256 !== sha256 || digested.size !== size) throw changed();
      await pack({ path, ...digested, open, ...(isHeld ? {} : { changed }) });
    },
  };
}
