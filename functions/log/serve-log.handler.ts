import { S3Client } from '@aws-sdk/client-s3';
import { answering, apiHandler } from '../shared/api.ts';
import { s3LogFiles } from './s3-log-files.ts';
import { Env } from './serve-log.env.ts';
import { serveLogRoute } from './serve-log.route.ts';
import { serveLog } from './serve-log.ts';

const env = Env.parse(process.env);
const published = s3LogFiles(new S3Client({}), env.LOG_BUCKET);

/** Seconds for which others may keep a copy: of the latest, but a few (c2sp.org/tlog-tiles). */
const age = (isFinal: boolean) => (isFinal ? 86_400 : 5);

export const handler = apiHandler(
  answering(serveLogRoute, async ({ path }) => {
    const { text, isFinal } = await serveLog(path('file'), published);
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': `public, max-age=${age(isFinal)}`,
    };
    return { status: 200, text, headers } as const;
  }),
);
