import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({ ...ServiceEnv.shape, FROZEN_BUCKET: z.string() });

export type Env = z.infer<typeof Env>;
