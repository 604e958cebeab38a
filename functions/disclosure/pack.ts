import { randomUUID } from 'node:crypto';
import type { PackingPart } from '../ledger/parts/packing.part.ts';
import type { HarvestStores } from '../retrieval/harvest-bytes.ts';
import type { ObjectReader, ObjectWriter } from '../retrieval/object-store.ts';
import { ScratchFile } from '../retrieval/scratch-file.ts';
import { InconsistentState } from '../shared/faults.ts';
import { ArchiveOutlet } from './archive-outlet.ts';
import type { FoundParts } from './found.ts';
import { type PackedPart, type PartLimits, packFiles } from './pack-files.ts';
import type { PackageStore, StoredPackage } from './package-store.ts';
import { baseOf, type Making, packageTail } from './package-tail.ts';
import { filesIn, keepList } from './packing-lists.ts';
import { PACKAGE_FORMAT } from './predicate.schema.ts';
import { putWhole } from './put-whole.ts';
import { type SignDeps, signed } from './signed.ts';

export type PackDeps = HarvestStores &
  SignDeps & {
    packages: PackageStore;
    /** Where lists of what is packed are kept until the package is whole: the harvest's own bucket. */
    lists: ObjectReader & ObjectWriter;
    limits: PartLimits;
  };

/** What one call came to: a package, or how far a large one is. */
export type Packed = { stored: StoredPackage } | { packing: PackingPart };

/**
 * Packs what was found: all of it in one go where it is little, else the next part. What a part wrote is in the store when
 * it is told, so that what is cut off loses one part.
 */
export async function pack(
  found: FoundParts,
  { packing, contentHash }: { packing: PackingPart | undefined; contentHash: string },
  making: Making,
  deps: PackDeps,
): Promise<Packed> {
  const scratch = new ScratchFile();
  const begun = packing && {
    upload: { key: packing.key, uploadId: packing.uploadId },
    parts: packing.uploaded,
  };
  const outlet = new ArchiveOutlet(deps.packages, packing?.key ?? newKey(found), begun);
  try {
    const base = baseOf(found.record.id);
    const part = await packFiles(found, packing?.next, { ...deps, base, scratch, write: outlet.write });
    const made = { ...making, scratch };
    if (!part.next && !outlet.upload)
      return { stored: await putWhole(found, { ...part, held: outlet.held }, made, deps) };
    const end = part.next ? { next: part.next } : await endOf(found, { packing, part, outlet }, made, deps);
    const uploaded = await outlet.settle();
    const { upload } = outlet;
    if (!upload) throw new InconsistentState('a part of a packing that wrote nothing');
    const where = { demandId: found.record.id, round: found.round };
    const list = await keepList(where, { uploaded, files: part.files }, deps.lists);
    const before = packing ?? { uploaded: 0, size: 0, files: 0, bytes: 0, noted: 0, lists: [] };
    return {
      packing: {
        round: found.round,
        contentHash,
        software: softwareOf(making),
        ...upload,
        uploaded: before.uploaded + uploaded.length,
        size: before.size + outlet.size,
        files: before.files + part.files.length,
        bytes: before.bytes + part.files.reduce((sum, { size }) => sum + size, 0),
        noted: before.noted + part.noted,
        lists: [...before.lists, list],
        ...end,
      },
    };
  } catch (error) {
    await outlet.abandon();
    throw error;
  } finally {
    await scratch.close();
  }
}

type LastPart = { packing: PackingPart | undefined; part: PackedPart; outlet: ArchiveOutlet };

/** Writes what stands behind the payload of a large package, with the last part of that: stores take no small one before it. */
async function endOf(
  found: FoundParts,
  { packing, part, outlet }: LastPart,
  making: Making & { scratch: ScratchFile },
  deps: PackDeps,
): Promise<Pick<PackingPart, 'signed'>> {
  const where = { demandId: found.record.id, round: found.round };
  async function* all() {
    yield* filesIn(where, packing?.lists ?? [], deps.lists);
    yield* part.files;
  }
  const tail = await packageTail(found, all(), making);
  const signature = await signed(tail.statement, making.publicKeyPem, deps);
  await tail.write(outlet.write, signature);
  const { keyId } = deps.signer;
  return { signed: { manifestSha256: tail.statementSha256, signature: signature.sig, keyId } };
}

/** What makes a package as it is, beside what was found. */
export const softwareOf = ({ origin }: Making): string => `${origin.software.version} ${PACKAGE_FORMAT}`;

/** What a large package will be is known when it is written, so that its key cannot say it. */
const newKey = ({ record: { id }, round }: FoundParts) => `${id}/${round}/${randomUUID()}.zip`;
