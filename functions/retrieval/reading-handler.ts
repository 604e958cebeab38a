import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Service, StoresOf } from '../provider/services.ts';
import { systemClock } from '../shared/clock.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { PassInput } from '../workflow/step.schema.ts';
import type { Connector } from './connector.ts';
import { lambdaBroker } from './lambda-broker.ts';
import { readWith } from './read-with.ts';
import { ReadingEnv, readingEnv, storesOf } from './reading.env.ts';
import { retrievalSession } from './retrieval-session.ts';

/** The Lambda handler of one connector's function. */
export function readingHandler<S extends Service>(
  service: S,
  connectorOf: (stores: StoresOf<S>) => Connector,
) {
  const variables: Readonly<Record<string, string>> = readingEnv(service).parse(process.env);
  const env = ReadingEnv.parse(variables);
  const deps = {
    // The names come from the entry of the service, which the compiler cannot follow through a loop over them.
    connector: connectorOf(storesOf(service, variables) as StoresOf<S>),
    broker: lambdaBroker(new LambdaClient({}), env.BROKER),
    sessionOf: retrievalSession({ harvest: env.HARVEST_BUCKET, frozen: env.FROZEN_BUCKET }),
    clock: systemClock,
  };
  return stepHandler(PassInput, (input) => readWith(input, deps));
}
