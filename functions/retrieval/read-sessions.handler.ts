import { sessionsConnector } from './connectors/sessions.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('sessions', sessionsConnector);
