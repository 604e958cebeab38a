import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  HARVEST_BUCKET: z.string(),
  FROZEN_BUCKET: z.string(),
  DISCLOSURES_BUCKET: z.string(),
  SIGNING_KEY_ID: z.string(),
  PROVIDER_NAME: z.string(),
  PROVIDER_ADDRESS: z.string(),
  PROVIDER_CONTACT: z.string(),
  SOFTWARE_VERSION: z.string(),
});

export type Env = z.infer<typeof Env>;
