import { filesConnector } from './connectors/files.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('files', filesConnector);
