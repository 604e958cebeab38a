import { filesConnector } from './connectors/files.connector.ts';
import { Env } from './read-files.env.ts';
import { readingHandler } from './reading-handler.ts';

const env = Env.parse(process.env);

export const handler = readingHandler(
  filesConnector({ table: env.FILES_TABLE, bucket: env.FILES_BUCKET }),
  env,
);
