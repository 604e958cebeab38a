import * as z from 'zod/mini';
import { SERVICES, type Service, variableOf } from '../provider/services.ts';

/** What the functions of all connectors need. */
export const ReadingEnv = z.object({
  DEMANDS_TABLE: z.string(),
  HARVEST_BUCKET: z.string(),
  RETRIEVAL_ROLE_ARN: z.string(),
});

export type ReadingEnv = z.infer<typeof ReadingEnv>;

/** The environment of `read-<service>`: that, and the names of the stores of its service. */
export function readingEnv(service: Service) {
  const { tables, buckets } = SERVICES[service];
  const variables = [
    ...tables.map((name) => variableOf(name, 'Table')),
    ...buckets.map((name) => variableOf(name, 'Bucket')),
  ];
  const stores: Record<string, z.ZodMiniString> = Object.fromEntries(
    variables.map((variable) => [variable, z.string()]),
  );
  return z.extend(ReadingEnv, stores);
}
