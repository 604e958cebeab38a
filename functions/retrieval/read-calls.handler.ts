import { callsConnector } from './connectors/calls.connector.ts';
import { Env } from './read-calls.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(callsConnector({ table: env.CALLS_TABLE }), env);
