import { mailConnector } from './connectors/mail.connector.ts';
import { readingHandler } from './reading-handler.ts';

export const handler = readingHandler('mail', mailConnector);
