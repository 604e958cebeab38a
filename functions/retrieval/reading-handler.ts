import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { GrantInput } from '../workflow/step.schema.ts';
import type { Connector } from './connector.ts';
import { readWith } from './read-with.ts';
import { retrievalSession } from './retrieval-session.ts';
import { s3ObjectStore } from './s3-object-store.ts';

type ReadingEnv = { DEMANDS_TABLE: string; HARVEST_BUCKET: string; RETRIEVAL_ROLE_ARN: string };

/** The Lambda handler of one connector's function. */
export function readingHandler(connector: Connector, env: ReadingEnv) {
  const deps = {
    connector,
    store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
    harvest: s3ObjectStore(new S3Client({}), env.HARVEST_BUCKET),
    openSession: retrievalSession(new STSClient({}), env.RETRIEVAL_ROLE_ARN),
    clock: systemClock,
  };
  return stepHandler(GrantInput, (input) => readWith(input, deps));
}
