import { SFNClient } from '@aws-sdk/client-sfn';
import { requireDemandId } from '../ledger/demand-id.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { readJsonBody } from '../shared/json-body.ts';
import { requireRole } from '../shared/principal.ts';
import { sfnTaskAnswer } from '../workflow/sfn-task-answer.ts';
import { Env } from './decide-release.env.ts';
import { decideRelease, ReleaseRequest } from './decide-release.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
};

export const handler = apiHandler(async (request) => {
  const principal = request.principal();
  requireRole(principal, 'releaser');
  const demandId = requireDemandId(request.path('id'));
  const body = readJsonBody(request, ReleaseRequest);
  return json(200, await decideRelease(demandId, body, principal, deps));
});
