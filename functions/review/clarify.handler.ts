import { SFNClient } from '@aws-sdk/client-sfn';
import { requireDemandId } from '../ledger/demand-id.ts';
import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { knownLaw } from '../validity/known-law.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { clarifyRoute } from './clarify.route.ts';
import { clarifyDemand } from './clarify.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
  law: knownLaw(loadRulebookFile()),
};

export const handler = apiHandler(
  answering(clarifyRoute, async ({ path, body, principal }) => ({
    status: 200,
    json: await clarifyDemand(requireDemandId(path('id')), body, principal, deps),
  })),
);
