import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { dynamoVerdictStore } from '../intake/dynamodb-verdict.store.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { dynamoDemandListStore } from './dynamodb-demand-list.store.ts';
import { listDemandsRoute } from './list-demands.route.ts';
import { readDemandRoute } from './read-demand.route.ts';
import { Env } from './read-demands.env.ts';
import { listDemands, readDemand } from './read-demands.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const standing = {
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  clock: systemClock,
};
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  rulebook: loadRulebookFile(),
  verdicts: dynamoVerdictStore(documents, env.SCANS_TABLE),
  lists: dynamoDemandListStore(documents, env.DEMANDS_TABLE),
};

export const handler = apiHandler(
  answering(listDemandsRoute, async ({ principal, query }) => {
    await requireStandingOfAgent(principal, standing);
    return { status: 200, json: await listDemands(query, principal, deps) };
  }),
  answering(readDemandRoute, async ({ principal, path }) => {
    await requireStandingOfAgent(principal, standing);
    return { status: 200, json: await readDemand(path('id'), principal, deps) };
  }),
);
