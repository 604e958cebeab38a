import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { SERVICE_NAMES } from '../provider/services.ts';
import { storeVariables } from './reading.env.ts';

const own = {
  ...ServiceEnv.shape,
  HARVEST_BUCKET: z.string(),
  FROZEN_BUCKET: z.string(),
  RETRIEVAL_ROLE_ARN: z.string(),
};
export type BrokerEnv = Readonly<Record<keyof typeof own, string>>;

/** That, and the names of the stores of all services. Of those elsewhere there is one more: `readingRoleOf`. */
export const Env = z.object({ ...storeVariables(SERVICE_NAMES), ...own });
