import * as z from 'zod/mini';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({ ...ChangingEnv.shape, DISCLOSURES_BUCKET: z.string() });

export type Env = z.infer<typeof Env>;
