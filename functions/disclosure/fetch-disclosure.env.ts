import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ChangingEnv.shape,
  ...AuthoritiesEnv.shape,
  DISCLOSURES_BUCKET: z.string(),
  /** The alias of `encrypt-copy` of this compartment. */
  ENCRYPT_COPY: z.string(),
  /** Of the log of this compartment; empty where it has none. */
  LOG_ARCHIVE: z.string(),
  /** How often a package is handed over. */
  MAX_FETCHES: z.string().check(z.regex(/^[1-9]\d{0,3}$/)),
});

export type Env = z.infer<typeof Env>;
