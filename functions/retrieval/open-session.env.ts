import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { elsewhereVariableOf, SERVICE_NAMES } from '../provider/services.ts';
import { storeVariables } from './reading.env.ts';

const own = {
  ...ServiceEnv.shape,
  HARVEST_BUCKET: z.string(),
  FROZEN_BUCKET: z.string(),
  RETRIEVAL_ROLE_ARN: z.string(),
};
export type BrokerEnv = Readonly<Record<keyof typeof own, string>>;

const elsewhere = Object.fromEntries(
  SERVICE_NAMES.map((service) => [elsewhereVariableOf(service), z.optional(z.string())]),
);

/** That, the names of the stores of all services, and which of them are elsewhere. */
export const Env = z.object({ ...elsewhere, ...storeVariables(SERVICE_NAMES), ...own });
