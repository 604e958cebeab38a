import * as z from 'zod/mini';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ChangingEnv.shape,
  /** Of the timestamp authority. */
  TIMESTAMP_URL: z.string(),
  /** PEM of the certificates that its timestamps must come from. */
  TIMESTAMP_CA: z.string(),
});

export type Env = z.infer<typeof Env>;
