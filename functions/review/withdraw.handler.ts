import { SFNClient } from '@aws-sdk/client-sfn';
import { requireDemandId } from '../ledger/demand-id.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { sfnTaskAnswer } from '../workflow/sfn-task-answer.ts';
import { Env } from './withdraw.env.ts';
import { withdrawDemand } from './withdraw.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
};

/** The body is not read: who withdraws, and what, are in the token and the path. */
export const handler = apiHandler(async (request) => {
  const principal = request.principal();
  return json(200, await withdrawDemand(requireDemandId(request.path('id')), principal, deps));
});
