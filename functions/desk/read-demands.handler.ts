import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { apiHandler, json } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { dynamoDemandListStore } from './dynamodb-demand-list.store.ts';
import { Env } from './read-demands.env.ts';
import { listDemands, readDemand } from './read-demands.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  rulebook: loadRulebookFile(),
  lists: dynamoDemandListStore(documents, env.DEMANDS_TABLE),
};

/** Serves `/demands` and `/demands/{id}`. */
export const handler = apiHandler(async (request) => {
  const id = request.optionalPath('id');
  if (id !== undefined) return json(200, await readDemand(id, request.principal(), deps));
  const query = {
    status: request.query('status'),
    limit: request.query('limit'),
    after: request.query('after'),
  };
  return json(200, await listDemands(query, request.principal(), deps));
});
