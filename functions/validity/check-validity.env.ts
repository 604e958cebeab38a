import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  ...AuthoritiesEnv.shape,
  DIRECTORY_TABLE: z.string(),
  /** Country of our establishment in the Union; empty: none is known. */
  ESTABLISHMENT: z.string(),
});

export type Env = z.infer<typeof Env>;
