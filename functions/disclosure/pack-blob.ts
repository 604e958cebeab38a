import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { type Digested, Digests, digestsOf } from './digests.ts';
import { eachChunk, isHeld, type KeptBytes } from './kept-bytes.ts';
import type { PackageEntry } from './package-entry.ts';

type Source = {
  content: KeptBytes;
  /** What it means that the bytes are not those that were checked. */
  changed(): Error;
  /** Puts the file into the archive. */
  pack(entry: PackageEntry): Promise<void>;
};

/**
 * The bytes are seen once for their digests and then packed; those that must be read again for that are verified again.
 * @throws what `changed` makes when they are not those that were checked
 */
export async function packBlob(
  path: string,
  { sha256, size }: NonNullable<HarvestRecord['blob']>,
  { content, changed, pack }: Source,
  see: (chunk: Uint8Array) => Promise<void> | undefined = () => undefined,
): Promise<void> {
  const checked = (digested: Digested): Digested => {
    if (digested.sha256 !== sha256 || digested.size !== size) throw changed();
    return digested;
  };
  if (isHeld(content)) {
    const digested = checked(digestsOf(content));
    await eachChunk(content, see);
    return pack({ path, ...digested, content });
  }
  const digests = new Digests();
  let length = 0;
  await eachChunk(content, (chunk) => {
    length += chunk.byteLength;
    if (length > size) throw changed();
    digests.update(chunk);
    return see(chunk);
  });
  return pack({ path, ...checked(digests.finish()), content, changed });
}
