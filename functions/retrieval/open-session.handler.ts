import { STSClient } from '@aws-sdk/client-sts';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { isService, type Service } from '../provider/services.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { InconsistentState } from '../shared/faults.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { assumeSession } from './assume-session.ts';
import { BrokerRequest, type Closed, type Opened, type Standing } from './broker.ts';
import { closeSession } from './close-session.ts';
import { noteCompared } from './note-compared.ts';
import { Env } from './open-session.env.ts';
import { openSession, standingOf } from './open-session.ts';
import { readingRoleOf, storesOf } from './reading.env.ts';
import { secretsReader } from './secretsmanager-reader.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const sts = new STSClient({});
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store);
const deps = {
  clock: systemClock,
  vouched: new Map(),
  freezes: new Map(),
  compiled: new Map(),
  assume: assumeSession({
    stsOf: (credentials) => (credentials ? new STSClient({ credentials }) : sts),
    readingRoleOf: (service) => readingRoleOf(service, process.env),
    roleArn: env.RETRIEVAL_ROLE_ARN,
    harvestBucket: env.HARVEST_BUCKET,
    frozenBucket: env.FROZEN_BUCKET,
    storesOf: (service) => storesOf(service, env),
    readSecrets: secretsReader(),
  }),
};

export const handler = stepHandler(
  BrokerRequest,
  async (request, { invokedFunctionArn }): Promise<Opened | Closed | Standing> => {
    const service = serviceOf(invokedFunctionArn);
    if ('stands' in request) return standingOf(request.stands, { store: ledger.store, clock: systemClock });
    const looking = { ...deps, store: look() };
    if ('open' in request) return openSession(service, request.open, looking);
    return 'compare' in request
      ? noteCompared(service, request.compare, looking)
      : closeSession(service, request.close, looking);
  },
);

/** Whose grants are asked for is the alias by which they could be asked for, never what the request says. */
function serviceOf(invokedFunctionArn: string): Service {
  const alias = invokedFunctionArn.split(':')[7] ?? '';
  if (!isService(alias)) throw new InconsistentState('asked by no alias of a service');
  return alias;
}
