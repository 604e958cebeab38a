import { createHash } from 'node:crypto';
import type { PackingPart } from '../ledger/parts/packing.part.ts';
import { mapInOrder } from '../retrieval/map-in-order.ts';
import type { ObjectReader } from '../retrieval/object-store.ts';
import { InconsistentState } from '../shared/faults.ts';
import { NoSuchUpload, type PackageStore, type StoredPackage } from './package-store.ts';
import { uploadedIn } from './packing-lists.ts';
import { VolumeHashes } from './volume-hashes.ts';
import { VOLUME_BYTES } from './volumes.ts';

const RANGE_BYTES = 16 * 1024 * 1024;
/** Ranges that are read at once: so many are in memory. */
const AT_ONCE = 4;

/**
 * Makes one package of the parts of an upload, and reads it back for its hash: the one that is told is of the very bytes that stand.
 * @throws NoSuchUpload where it is gone and no package stands
 */
export async function completePackage(
  demandId: string,
  packing: PackingPart & { signed: NonNullable<PackingPart['signed']> },
  { packages, lists }: { packages: PackageStore; lists: ObjectReader },
): Promise<StoredPackage> {
  const { key, uploadId, round, size, noted } = packing;
  const parts = await uploadedIn({ demandId, round }, packing.lists, lists);
  const before = await packages.complete({ key, uploadId }, parts).catch((error: unknown) => {
    if (error instanceof NoSuchUpload) return error;
    throw error;
  });
  const standing = await packages.find(key);
  if (!standing) throw before ?? new InconsistentState('a package that is not there');
  if (standing.size !== size) throw new InconsistentState('a package of another size stands under this key');
  const ranges = Array.from({ length: Math.ceil(size / RANGE_BYTES) }, (_, index) => index);
  const rooms: Buffer[] = [];
  const read = mapInOrder(ranges, AT_ONCE, async (index) => {
    // The room of the range that was hashed last: no more than these are under way.
    rooms[index % AT_ONCE] ??= Buffer.allocUnsafeSlow(Math.min(size, RANGE_BYTES));
    const from = index * RANGE_BYTES;
    const room = rooms[index % AT_ONCE]?.subarray(0, size - from) ?? Buffer.alloc(0);
    await packages.read(standing, from, room);
    return room;
  });
  const hash = createHash('sha256');
  const volumes = size > VOLUME_BYTES ? new VolumeHashes(VOLUME_BYTES) : undefined;
  for await (const bytes of read) {
    hash.update(bytes);
    volumes?.update(bytes);
  }
  const { versionId } = standing;
  return {
    ...{ key, versionId, sha256: hash.digest('hex'), size, noted, ...packing.signed },
    ...(volumes ? { volumes: { bytes: VOLUME_BYTES, sha256: volumes.all() } } : {}),
  };
}
