import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({ ...ChangingEnv.shape, ...AuthoritiesEnv.shape, DOCUMENTS_BUCKET: z.string() });

export type Env = z.infer<typeof Env>;
