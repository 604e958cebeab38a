import { callsConnector } from './connectors/calls.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('calls', callsConnector);
