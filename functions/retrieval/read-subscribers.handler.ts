import { subscribersConnector } from './connectors/subscribers.connector.ts';
import { Env } from './read-subscribers.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(subscribersConnector({ table: env.SUBSCRIBERS_TABLE }), env);
