import { messagesConnector } from './connectors/messages.connector.ts';
import { Env } from './read-messages.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(messagesConnector({ table: env.MESSAGES_TABLE }), env);
