import * as z from 'zod/mini';
import {
  elsewhereVariableOf,
  SERVICES,
  type Service,
  type StoreKind,
  variableOf,
} from '../provider/services.ts';

/** What the functions of all connectors need. `BROKER` is the broker's alias that is their service's. */
export const ReadingEnv = z.object({
  BROKER: z.string(),
  HARVEST_BUCKET: z.string(),
  FROZEN_BUCKET: z.string(),
});
export type ReadingEnv = z.infer<typeof ReadingEnv>;

/** The environment of `read-<service>`: that, and the names of the stores of its service. */
export const readingEnv = (service: Service) => z.extend(ReadingEnv, storeVariables([service]));

/** The variables that name the stores of some services, and the ARNs of their secrets; no variable has a secret in it. */
export function storeVariables(services: readonly Service[]): Record<string, z.ZodMiniString> {
  const variables = services.flatMap((service) => [
    ...SERVICES[service].tables.map((name) => variableOf(name, 'Table')),
    ...SERVICES[service].buckets.map((name) => variableOf(name, 'Bucket')),
    ...SERVICES[service].secrets.map((name) => variableOf(name, 'Secret')),
  ]);
  return Object.fromEntries(variables.map((variable) => [variable, z.string()]));
}

/** The role by which stores elsewhere are read, as the broker is told of it. */
const ReadingRole = z.strictObject({ roleArn: z.string(), region: z.string(), externalId: z.string() });
export type ReadingRole = z.infer<typeof ReadingRole>;

/** Undefined: the stores of the service are here. */
export function readingRoleOf(
  service: Service,
  variables: Readonly<Record<string, string | undefined>>,
): ReadingRole | undefined {
  const said = variables[elsewhereVariableOf(service)];
  return said === undefined ? undefined : ReadingRole.parse(JSON.parse(said));
}

/** The stores of a service, as variables name them. */
export function storesOf(service: Service, variables: Readonly<Record<string, string | undefined>>) {
  const { tables, buckets, secrets } = SERVICES[service];
  const named = (names: readonly string[], kind: StoreKind) =>
    Object.fromEntries(names.map((name) => [name, variables[variableOf(name, kind)] ?? '']));
  return {
    tables: named(tables, 'Table'),
    buckets: named(buckets, 'Bucket'),
    secrets: named(secrets, 'Secret'),
  };
}
