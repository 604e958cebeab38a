import { sessionsConnector } from './connectors/sessions.connector.ts';
import { Env } from './read-sessions.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(sessionsConnector({ table: env.SESSIONS_TABLE }), env);
