import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';

const count = z.int().check(z.minimum(0));
/** When the ledger was last told of it, and whether nothing is left of it. */
const told = { at: instant, isDone: z.boolean() };

/** What is read of accounts: whole grants, of how many, and what came of them and of parts of others. */
const Read = z.strictObject({ grants: count, of: count, records: count, bytes: count, ...told });
const Amount = z.strictObject({ grants: count, records: count, bytes: count });

/** How far the machines have come with one round of a demand: what is read, checked and sealed, of how much. */
export const Progress = z.strictObject({
  /** What is kept as it was when the demand came; how many records there are is known when all are. */
  freezing: z.optional(
    z.strictObject({
      ...Read.shape,
      /** Grants that could not be frozen: they are read as they are when they are retrieved. */
      failed: z.optional(count),
    }),
  ),
  retrieval: z.optional(
    z.strictObject({
      ...Read.shape,
      /** Of large grants: parts of what was frozen that are held against what the provider has now. */
      compared: z.optional(z.strictObject({ parts: count, of: count })),
    }),
  ),
  /** Bytes are those that came with records, such as messages. */
  check: z.optional(z.strictObject({ ...Amount.shape, of: Amount, ...told })),
  /** Files that stand in the package, and their bytes. `of`: the bytes that came with records, which mailboxes have twice. */
  sealing: z.optional(
    z.strictObject({ files: count, bytes: count, of: z.strictObject({ bytes: count }), ...told }),
  ),
});

export type Progress = z.infer<typeof Progress>;
