import { answering, apiHandler } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { Env } from './demands.env.ts';
import { dynamoDemandStore } from './dynamodb-demand.store.ts';
import { readEventsRoute } from './read-events.route.ts';
import { readEvents } from './read-events.ts';

const env = Env.parse(process.env);
const store = dynamoDemandStore(documentClient(), env.DEMANDS_TABLE);

export const handler = apiHandler(
  answering(readEventsRoute, async ({ path, principal, query }) => ({
    status: 200,
    json: await readEvents(path('id'), { principal, query, store }),
  })),
);
