import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { SERVICES, type Service, type StoreKind, type StoresOf, variableOf } from '../provider/services.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { PassInput } from '../workflow/step.schema.ts';
import type { Connector } from './connector.ts';
import { readWith } from './read-with.ts';
import { ReadingEnv, readingEnv } from './reading.env.ts';
import { retrievalSession } from './retrieval-session.ts';
import { s3ObjectStore } from './s3-object-store.ts';

/** The Lambda handler of one connector's function. */
export function readingHandler<S extends Service>(
  service: S,
  connectorOf: (stores: StoresOf<S>) => Connector,
) {
  const variables: Readonly<Record<string, string>> = readingEnv(service).parse(process.env);
  const env = ReadingEnv.parse(variables);
  const { tables, buckets } = SERVICES[service];
  const named = (names: readonly string[], kind: StoreKind) =>
    Object.fromEntries(names.map((name) => [name, variables[variableOf(name, kind)]]));
  const deps = {
    // The names come from the entry of the service, which the compiler cannot follow through a loop over them.
    connector: connectorOf({
      tables: named(tables, 'Table'),
      buckets: named(buckets, 'Bucket'),
    } as StoresOf<S>),
    store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
    harvest: s3ObjectStore(new S3Client({}), env.HARVEST_BUCKET),
    openSession: retrievalSession(new STSClient({}), env.RETRIEVAL_ROLE_ARN),
    clock: systemClock,
  };
  return stepHandler(PassInput, (input) => readWith(input, deps));
}
