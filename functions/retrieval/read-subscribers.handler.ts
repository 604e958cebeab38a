import { subscribersConnector } from './connectors/subscribers.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('subscribers', subscribersConnector);
