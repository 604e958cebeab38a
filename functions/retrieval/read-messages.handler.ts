import { messagesConnector } from './connectors/messages.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('messages', messagesConnector);
