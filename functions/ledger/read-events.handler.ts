import { apiHandler, json } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoDemandStore } from './dynamodb-demand.store.ts';
import { Env } from './read-events.env.ts';
import { readEvents } from './read-events.ts';

const env = Env.parse(process.env);
const store = dynamoDemandStore(documentClient(), env.DEMANDS_TABLE);

/** Serves `/demands/{id}/events`. */
export const handler = apiHandler(async (request) => {
  const query = { after: request.query('after'), limit: request.query('limit') };
  return json(200, await readEvents(request.path('id'), { principal: request.principal(), query, store }));
});
