import * as z from 'zod/mini';
import { packingListKey } from '../ledger/parts/packing.part.ts';
import type { ObjectReader, ObjectWriter } from '../retrieval/object-store.ts';
import { readLines } from '../retrieval/read-lines.ts';
import { Spool, type Spooled, spool } from '../retrieval/spool.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { PackedFile } from './package-entry.ts';
import type { UploadedPart } from './package-store.ts';

const count = z.int().check(z.minimum(0));
const Uploaded = z.strictObject({
  uploaded: z.array(z.strictObject({ number: count, etag: z.string(), sha256: z.string() })),
});
const Packed = z.strictObject({
  path: z.string(),
  sha256: z.string(),
  sha512: z.string(),
  crc32: count,
  size: count,
});

/** Where the lists of one package are. */
export type Lists = { demandId: string; round: number };

/** Keeps what a part of a packing wrote, until the package is whole. @returns the hash that the list is named by */
export async function keepList(
  { demandId, round }: Lists,
  { uploaded, files }: { uploaded: readonly UploadedPart[]; files: Iterable<PackedFile> },
  lists: ObjectWriter,
): Promise<string> {
  const spooled = await listOf(uploaded, files);
  try {
    await lists.create(packingListKey(demandId, round, spooled.sha256), spooled, 'application/jsonl');
    return spooled.sha256;
  } finally {
    await spooled.discard();
  }
}

async function listOf(uploaded: readonly UploadedPart[], files: Iterable<PackedFile>): Promise<Spooled> {
  const spool = new Spool();
  try {
    await spool.write(`${JSON.stringify({ uploaded })}\n`);
    for (const file of files) await spool.write(`${JSON.stringify(file)}\n`);
    return await spool.finish();
  } catch (error) {
    await spool.abandon();
    throw error;
  }
}

/** The files of the lists, one after another. @throws InconsistentState for a list that is not the one that was kept */
export async function* filesIn(
  where: Lists,
  hashes: readonly string[],
  lists: ObjectReader,
): AsyncGenerator<PackedFile> {
  for (const hash of hashes) {
    const list = await listNamed(where, hash, lists);
    try {
      let isFirst = true;
      for await (const line of readLines(list.chunks())) {
        if (!isFirst) yield Packed.parse(JSON.parse(line));
        isFirst = false;
      }
    } finally {
      await list.discard();
    }
  }
}

/** The parts of the upload that the lists name, in their order. @throws InconsistentState as above */
export async function uploadedIn(
  where: Lists,
  hashes: readonly string[],
  lists: ObjectReader,
): Promise<UploadedPart[]> {
  const all: UploadedPart[] = [];
  for (const hash of hashes) {
    const list = await listNamed(where, hash, lists);
    try {
      for await (const line of readLines(list.chunks())) {
        all.push(...Uploaded.parse(JSON.parse(line)).uploaded);
        break;
      }
    } finally {
      await list.discard();
    }
  }
  return all;
}

async function listNamed({ demandId, round }: Lists, hash: string, lists: ObjectReader): Promise<Spooled> {
  const list = await spool(await lists.read(packingListKey(demandId, round, hash)));
  if (list.sha256 === hash) return list;
  await list.discard();
  throw new InconsistentState('a list of a packing that is another');
}
