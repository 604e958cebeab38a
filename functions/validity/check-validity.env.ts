import * as z from 'zod/mini';

export const Env = z.object({
  DEMANDS_TABLE: z.string(),
  DIRECTORY_TABLE: z.string(),
  /** Country of our establishment in the Union; empty: none is known. */
  ESTABLISHMENT: z.string(),
});

export type Env = z.infer<typeof Env>;
