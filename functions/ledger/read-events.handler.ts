import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoDemandStore } from './dynamodb-demand.store.ts';
import { Env } from './read-events.env.ts';
import { readEventsRoute } from './read-events.route.ts';
import { readEvents } from './read-events.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const standing = {
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  clock: systemClock,
};
const store = dynamoDemandStore(documents, env.DEMANDS_TABLE);

export const handler = apiHandler(
  answering(readEventsRoute, async ({ path, principal, query }) => {
    await requireStandingOfAgent(principal, standing);
    return { status: 200, json: await readEvents(path('id'), { principal, query, store }) };
  }),
);
