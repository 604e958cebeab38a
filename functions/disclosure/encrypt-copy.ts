import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { COPY } from '../ledger/parts/copy.part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { mapInOrder } from '../retrieval/map-in-order.ts';
import { InconsistentState } from '../shared/faults.ts';
import { ArchiveOutlet } from './archive-outlet.ts';
import { encryptedStream } from './encrypted-stream.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import type { PackageStore } from './package-store.ts';
import type { SealedBytes } from './sealed-archive.ts';
import { type Volume, volumesOf } from './volumes.ts';

/** Which volume of which demand's package, from 1. */
export const CopyWanted = z.strictObject({ demandId: z.string(), volume: z.int().check(z.minimum(1)) });
export type CopyWanted = z.infer<typeof CopyWanted>;

export type EncryptCopyDeps = LedgerDeps & {
  packages: Pick<PackageStore, 'begin' | 'upload' | 'complete' | 'giveUp' | 'find'>;
  sealed: (stored: Pick<DisclosurePart, 'key' | 'versionId'>) => SealedBytes;
};

const RANGE_BYTES = 8 * 1024 * 1024;
/** Ranges that are read ahead: so many are in memory. */
const AT_ONCE = 3;

/**
 * Makes the copy that a hand-over began: for the keys, and under the key of the bucket, that the ledger has. Memory does not grow
 * with it. Run again it makes another; the one that the ledger was told of first is the one.
 * @throws InconsistentState where the bytes are not those that were sealed: nothing stands then
 */
export async function encryptCopy({ demandId, volume }: CopyWanted, deps: EncryptCopyDeps): Promise<void> {
  const [record, found, copy] = await Promise.all([
    deps.store.read(demandId),
    deps.store.part(demandId, DISCLOSURE()),
    deps.store.part(demandId, COPY(volume)),
  ]);
  if (!record || !found || !copy) throw new InconsistentState('a copy that nobody began');
  if (record.withdrawnAt || copy.versionId || copy.sha256 !== found.sha256) return;
  const piece = volumesOf(found)[volume - 1];
  if (!piece) throw new InconsistentState('a package without such a volume');
  await write(copy.key, encryptedStream(bytesOf(piece, deps.sealed(found)), copy.recipients), deps);
  const made = await deps.packages.find(copy.key);
  if (!made) throw new InconsistentState('a copy that is not there');
  await changeDemand<void>(deps, demandId, async () => {
    const now = await deps.store.part(demandId, COPY(volume));
    // Another was begun meanwhile, or a second run of this one was faster.
    if (!now || now.key !== copy.key || now.versionId) return { unchanged: undefined };
    const { versionId, size } = made;
    return {
      set: {},
      action: 'disclosure.encrypted',
      actor: SERVICE,
      detail: {
        packageSha256: found.sha256,
        volume,
        size,
        encryptedTo: copy.recipients.map(fingerprintOf),
      },
      parts: [replaced(COPY(volume), { ...now, versionId }, now)],
      result: undefined,
    };
  });
}

/** Nobody else can look into what is encrypted: that it is of the sealed package is seen before its copy stands. */
async function* bytesOf({ from, to, sha256 }: Volume, bytes: SealedBytes): AsyncGenerator<Uint8Array> {
  const starts = Array.from(
    { length: Math.ceil((to - from) / RANGE_BYTES) },
    (_, index) => from + index * RANGE_BYTES,
  );
  const hash = createHash('sha256');
  for await (const chunk of mapInOrder(starts, AT_ONCE, (start) =>
    bytes(start, Math.min(to, start + RANGE_BYTES)),
  )) {
    hash.update(chunk);
    yield chunk;
  }
  // Packages of before volumes were hashed are held against theirs by who joins them.
  if (sha256 && hash.digest('hex') !== sha256) throw new InconsistentState('another package than was sealed');
}

async function write(
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  { packages }: Pick<EncryptCopyDeps, 'packages'>,
): Promise<void> {
  const outlet = new ArchiveOutlet(packages, key);
  try {
    for await (const chunk of chunks) await outlet.write(chunk);
    const parts = await outlet.settle();
    if (!outlet.upload) throw new InconsistentState('an empty copy');
    await packages.complete(outlet.upload, parts);
  } catch (error) {
    await outlet.abandon();
    throw error;
  }
}
