import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  ...AuthoritiesEnv.shape,
  /** The log of the ledgers that are no secret. */
  LOG_ARCHIVE: z.string(),
  RUN_EPOCH: z.string(),
  /** That of the others. */
  CLEARED_LOG_ARCHIVE: z.string(),
  CLEARED_RUN_EPOCH: z.string(),
});

export type Env = z.infer<typeof Env>;
