import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({ ...ChangingEnv.shape, ...AuthoritiesEnv.shape });

export type Env = z.infer<typeof Env>;
