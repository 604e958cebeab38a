import { mailConnector } from './connectors/mail.connector.ts';
import { Env } from './read-mail.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(mailConnector({ table: env.MAIL_TABLE, bucket: env.MAIL_BUCKET }), env);
