import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { dynamoDemandListStore } from './dynamodb-demand-list.store.ts';
import { listDemandsRoute } from './list-demands.route.ts';
import { readDemandRoute } from './read-demand.route.ts';
import { listDemands, readDemand } from './read-demands.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  rulebook: loadRulebookFile(),
  lists: dynamoDemandListStore(documents, env.DEMANDS_TABLE),
};

export const handler = apiHandler(
  answering(listDemandsRoute, async ({ principal, query }) => ({
    status: 200,
    json: await listDemands(query, principal, deps),
  })),
  answering(readDemandRoute, async ({ principal, path }) => ({
    status: 200,
    json: await readDemand(path('id'), principal, deps),
  })),
);
