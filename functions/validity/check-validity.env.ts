import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  DIRECTORY_TABLE: z.string(),
  /** Country of our establishment in the Union; empty: none is known. */
  ESTABLISHMENT: z.string(),
});

export type Env = z.infer<typeof Env>;
