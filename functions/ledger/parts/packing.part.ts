import * as z from 'zod/mini';
import { part } from '../part.ts';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.minimum(0));

/** Key of a list of what a part of a packing has, in the bucket of the harvest; it is named by its hash. */
export const packingListKey = (demandId: string, round: number, hash: string) =>
  `${demandId}/${round}/packing/${hash}.jsonl`;

/** How far a package has come that is too large to be packed in one go. */
export const PackingPart = z.strictObject({
  round: z.int(),
  /** What it is made of: a packing of something else is no beginning of this one. */
  contentHash: sha256,
  /** What packs it: another version may make other files of the same. */
  software: z.string(),
  /** Where its bytes go; nothing stands there before all have. */
  key: z.string(),
  uploadId: z.string(),
  /** Parts of the upload, and the bytes in them. */
  uploaded: count,
  size: count,
  /** Files of the payload, and their bytes. */
  files: count,
  bytes: count,
  /** Records that have a note. */
  noted: count,
  /** One for each part of the packing: which parts of the upload it wrote, and which files are in them. */
  lists: z.array(sha256),
  /** Where it goes on; absent once it is signed. */
  next: z.optional(
    z.strictObject({
      /** Of the harvests in the order of packing. */
      harvest: count,
      /** Lines of its records that are packed. */
      line: count,
      account: z.string(),
      /** How many files of each name the account has. */
      numbers: z.record(z.string(), count),
    }),
  ),
  /** All of it is in the store, and is to be made one. */
  signed: z.optional(z.strictObject({ manifestSha256: sha256, signature: z.string(), keyId: z.string() })),
});

export type PackingPart = z.infer<typeof PackingPart>;

/** `PACKING(round)`. */
export const PACKING = part('packing#', PackingPart);
